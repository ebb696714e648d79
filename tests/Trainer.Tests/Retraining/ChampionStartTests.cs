using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Retraining;
using Defects.Trainer.Tests.Networks;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Retraining;

public sealed class ChampionStartTests : IDisposable
{
    private static readonly TrainOptions Course = new() { Epochs = 5, LearningRate = 3e-4 };

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Begin_ChampionWithARecipe_GoesOnByItFromItsWeights()
    {
        var recipe = new TrainingRecipe(
            new TrainOptions
            {
                Epochs = 6,
                FurtherRuns = 2,
                Augmentation = new AugmentationOptions { FarShare = 0.5 },
                Calibration = new CalibrationOptions
                {
                    ThresholdRules = new Dictionary<DefectClass, ThresholdRule> { [DefectClass.Stringing] = new(ThresholdCriterion.PrecisionTarget, 0.9) },
                },
            },
            AuxiliaryImages: 0);

        var options = Start(recipe, auxiliaries: false).Begin(Folder, Course);

        Assert.Equal((5, 3e-4, 2, 0.5), (options.Epochs, options.LearningRate, options.FurtherRuns, options.Augmentation.FarShare));
        Assert.Equal(0.9, options.Calibration.ThresholdRules[DefectClass.Stringing].Value);
        Assert.Equal((MobileNetV3Small.Name, 64, _folder.File("runs/2/champion-1.safetensors"), null), (options.Architecture, options.InputSize, options.Init, options.Backbone));
        Assert.Equal(1, Folder.Start);
        Assert.Empty(_told);
    }

    [Fact]
    public void Begin_AuxiliaryImagesThatAreNoLongerThere_AreMissedAloud()
    {
        Start(new TrainingRecipe(new TrainOptions(), AuxiliaryImages: 40), auxiliaries: false).Begin(Folder, Course);

        Assert.Contains("learnt from 40 auxiliary images as well, and workspace.json names none", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_AuxiliaryImagesThatAreThere_AreNothingToTell()
    {
        Start(new TrainingRecipe(new TrainOptions(), AuxiliaryImages: 40), auxiliaries: true).Begin(Folder, Course);

        Assert.Empty(_told);
    }

    [Fact]
    public void Begin_ChampionWithoutARecipe_SaysThatTheDefaultsHold()
    {
        var options = Start(recipe: null, auxiliaries: false).Begin(Folder, Course);

        Assert.Equal(Course.Augmentation, options.Augmentation);
        Assert.StartsWith("Version 1 says no recipe.json", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_RecipeOutOfRange_NamesFileAndOption()
    {
        var recipe = new TrainingRecipe(new TrainOptions { Augmentation = new AugmentationOptions { FarShare = 3 } }, 0);

        var refused = Assert.Throws<BundleException>(() => Start(recipe, auxiliaries: false).Begin(Folder, Course));

        Assert.StartsWith(_folder.File("models/1/report/recipe.json") + ": far share 3: expected a chance from 0 to 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_ClassesHaveChanged_KeepsTheRecipeAndStartsTheClassifierAnew()
    {
        var recipe = new TrainingRecipe(new TrainOptions { Augmentation = new AugmentationOptions { FarShare = 0.5 } }, 0);

        var start = Start(recipe, auxiliaries: false, DefectClass.Good, DefectClass.Spaghetti);
        var options = start.Begin(Folder, Course);

        Assert.Equal((null, _folder.File("runs/2/champion-1.safetensors"), 0.5), (options.Init, options.Backbone, options.Augmentation.FarShare));
        Assert.Null(start.Model);
    }

    private RetrainFolder Folder => new(new RunFolder(_folder.File("runs/2")));

    private ChampionStart Start(TrainingRecipe? recipe, bool auxiliaries, params DefectClass[] classes)
    {
        var rows = (classes.Length == 0 ? TestNetworks.Classes.ToArray() : classes).Select(item => new LabelledImage($"{item}.jpg", item, "g", "s", "MIT", Splits.Train) { Auxiliary = auxiliaries });
        return new ChampionStart(
            RetrainBundle.Write(_folder.File("models"), 1, [0, 0, 0, 0], spaghettiFrom: 0.5, recipe), new Dataset([.. rows], [], new string('0', 64)), _told.Add);
    }
}
