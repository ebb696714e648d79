using System.Text.Json;
using System.Text.Json.Serialization;
using Defects.Shared.Bundles;
using Defects.Shared.Files;
using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary>
/// <c>report/recipe.json</c> of a bundle: how its model was trained, so that a retraining goes on in the same way instead of unlearning by
/// other options what these had bought.
/// </summary>
/// <param name="Options">Every option of the run but where its weights came from: a path of another machine.</param>
/// <param name="AuxiliaryImages">Rows that only trained (<see cref="DatasetSelection.Auxiliaries"/>).</param>
public sealed record TrainingRecipe(TrainOptions Options, int AuxiliaryImages)
{
    public const string FileName = "recipe.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
    };

    public static TrainingRecipe Of(TrainOptions options, Dataset data) =>
        new(options with { Backbone = null, Init = null }, data.Images.Count(image => image.Auxiliary));

    /// <summary>Where the recipe of a bundle is, or would be.</summary>
    public static string FileOf(string bundleFolder) => Path.Combine(bundleFolder, BundleLayout.ReportFolder, FileName);

    /// <returns>Null where the bundle says none.</returns>
    /// <exception cref="BundleException">The file is no recipe, or one of a newer trainer.</exception>
    public static TrainingRecipe? Read(string bundleFolder)
    {
        var file = FileOf(bundleFolder);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<TrainingRecipe>(File.ReadAllText(file), Json) ?? throw new JsonException("it is null.") : null;
        }
        catch (JsonException e)
        {
            throw new BundleException(
                file, e.Message.TrimEnd('.'), "the options of the run that made the model", "Take the trainer that wrote it, or delete the file to train with the defaults.", e);
        }
    }

    public void Write(string reportFolder) => WholeFile.Write(Path.Combine(reportFolder, FileName), JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>The recipe on another course: what is learnt from a frame stays; where from, for how long and what is measured besides are the course's.</summary>
    public TrainOptions On(TrainOptions course) => course with
    {
        Loss = Options.Loss,
        Sampling = Options.Sampling,
        Augmentation = Options.Augmentation,
        Calibration = Options.Calibration,
        FurtherRuns = Options.FurtherRuns,
        ClassifierEpochs = Options.ClassifierEpochs,
        FrozenBlocks = Options.FrozenBlocks,
        BatchNorm = Options.BatchNorm,
        Batch = Options.Batch,
        BackboneShare = Options.BackboneShare,
        WarmUp = Options.WarmUp,
        WeightDecay = Options.WeightDecay,
        MaxGradientNorm = Options.MaxGradientNorm,
    };
}
