using Defects.Trainer.Data;

namespace Defects.Bench.Recipes;

/// <summary>Real pictures and weights, which lie beside the repository and not in it.</summary>
internal static class RealData
{
    private const string Variable = "DEFECTS_DATA";

    public static string Prints => In("prints", "manifest.csv");

    /// <summary>The folder that the paths of the manifest are relative to.</summary>
    public static string Root => Path.GetDirectoryName(Prints)!;

    public static string Backbone => In("backbones", "mobilenet_v2_imagenet.safetensors");

    private static string In(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable(Variable)
            ?? throw new DatasetException([$"{Variable} is not set; set it to the folder that holds prints/ and backbones/"]);
        var file = Path.Combine([root, .. parts]);
        return File.Exists(file) ? file : throw new DatasetException([$"{file}: no such file; {Variable} names the folder that holds prints/ and backbones/"]);
    }
}
