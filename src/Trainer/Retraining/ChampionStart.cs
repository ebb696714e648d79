using Defects.Shared.Bundles;
using Defects.Trainer.Data;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Training;

namespace Defects.Trainer.Retraining;

/// <summary>What a retraining takes over from the champion: its weights, its recipe, and by what cameras adapt to it.</summary>
/// <param name="tell">Takes what the next model may lack that the champion has.</param>
internal sealed class ChampionStart(ModelBundle champion, Dataset dataset, Action<string> tell)
{
    private readonly ModelDescription _model = champion.Manifest.Model;

    private bool SameClasses => _model.ClassSet().Equals(dataset.Classes);

    /// <summary>
    /// What lends its rule of adaptation; null where the classes have changed. The champion knows every kind of camera, and so does what goes on from it: there
    /// is nothing to learn a rule on anew. Its own holds for scores like the champion's, which those of a network that goes on from its weights
    /// are taken to be; nobody has measured that.
    /// </summary>
    public ModelDescription? Model => SameClasses ? _model : null;

    /// <summary>Begins the run in its folder, with the champion's weights there; where the classes have changed, all of them but the classifier.</summary>
    /// <param name="course">For how long and at which rate.</param>
    /// <exception cref="BundleException">The champion's recipe is none, or the folder is somebody else's.</exception>
    public TrainOptions Begin(RetrainFolder folder, TrainOptions course)
    {
        var file = folder.WeightsOf(_model.Version);
        var options = Recipe(course) with
        {
            Architecture = _model.Architecture,
            InputSize = _model.InputSize,
            Init = SameClasses ? file : null,
            Backbone = SameClasses ? null : file,
        };

        folder.Begin(options, dataset);
        using var network = NetworkCatalog.Create(_model.Architecture, _model.Classes.Count);
        BundleWeights.Load(network, champion.Onnx, champion.Folder);
        if (SameClasses)
        {
            NetworkWeights.Save(network, file);
        }
        else
        {
            Backbone.Save(network, file);
        }

        return options.Problems().ToList() is { Count: > 0 } problems
            ? throw new BundleException(
                TrainingRecipe.FileOf(champion.Folder), string.Join("; ", problems), "options that train takes", "Mend the file, or delete it to train with the defaults.")
            : options;
    }

    private TrainOptions Recipe(TrainOptions course)
    {
        if (TrainingRecipe.Read(champion.Folder) is not { } recipe)
        {
            tell($"Version {_model.Version} says no {TrainingRecipe.FileName}, as those of older trainers: training goes on with the defaults.");
            return course;
        }

        if (recipe.AuxiliaryImages > 0 && !dataset.Images.Any(image => image.Auxiliary))
        {
            tell(
                $"Version {_model.Version} learnt from {recipe.AuxiliaryImages} auxiliary images as well, and {RetrainWorkspace.FileName} names none: "
                + "the next one may unlearn what only those show. Name their manifest as \"auxiliary\".");
        }

        return recipe.On(course);
    }
}
