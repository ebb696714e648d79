namespace Defects.Trainer.Data;

/// <summary>Which rows of which inputs are wanted.</summary>
/// <param name="Inputs">CSV manifests, or folders with one folder for each class.</param>
/// <param name="OpenLicencesOnly">
/// Leave out of training and validation what may not be in weights that are given away; a test row leaves nothing in them.
/// </param>
/// <param name="ExcludedSources">Sources to leave out.</param>
public sealed record DatasetSelection(IReadOnlyList<string> Inputs, bool OpenLicencesOnly = false, IReadOnlyList<string>? ExcludedSources = null)
{
    /// <summary>Further inputs of which training rows only train, in every fold, and validation rows are left out; test rows stay.</summary>
    public IReadOnlyList<string> Auxiliaries { get; init; } = [];

    public bool Takes(LabelledImage image) =>
        (!OpenLicencesOnly || Splits.IsTest(image.Split) || Licences.IsOpen(image.Licence)) && ExcludedSources?.Contains(image.Source) is not true;
}
