using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Adaptation;

/// <summary>The colour model with a rule of adaptation as version 3, and as version 4 with another gain.</summary>
internal static class AdaptingModel
{
    public static readonly AdaptationRule Rule = new(UsualNovelty: 0, [new ClassAdaptation(DefectClass.Spaghetti, Offset: -2, Shift: 1, Novelty: 0, Lowest: -2, Highest: 6)]);

    /// <returns>The model folder, which holds <c>3</c>, <c>4</c> and <c>champion</c>, which is 3.</returns>
    public static string WriteTo(string parent)
    {
        var folder = ColourModel.CopyTo(parent);
        ChangedModel.Write(folder, 1, 3, model => model with { Adaptation = Rule });
        ChangedModel.Write(folder, 2, 4, model => model with { Adaptation = Rule });
        BundleAliases.Set(folder, BundleLayout.Champion, 3);
        return folder;
    }
}
