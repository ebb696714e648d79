using Defects.Shared.Bundles;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Inference;

/// <summary>The folders of TensorRT engines. One is valid for one model and one runtime and takes minutes to build, so it is kept while it may be needed again.</summary>
/// <param name="stateDirectory">The agent's.</param>
internal sealed class EngineCache(string stateDirectory)
{
    private readonly string _root = Path.Combine(stateDirectory, "engines");

    public string FolderOf(string modelSha256) => Path.Combine(_root, $"{modelSha256[..16]}-{OrtEnv.Instance().GetVersionString()}");

    /// <summary>Removes what belongs neither to the served model nor to one that an alias beside it points at.</summary>
    /// <param name="served">Of the served model's <c>model.onnx</c>.</param>
    /// <param name="modelPath">A version's folder, or an alias.</param>
    public void Sweep(string served, string modelPath)
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        var aliased = new DirectoryInfo(modelPath).Parent!.EnumerateDirectories().Where(folder => folder.LinkTarget is not null).Select(ShaOf);
        var kept = aliased.Append(served).Select(FolderOf).ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories(_root).Where(folder => !kept.Contains(folder)).ToList())
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string ShaOf(DirectoryInfo version)
    {
        var manifest = Path.Combine(version.FullName, BundleLayout.ManifestFile);
        return BundleJson.ReadManifest(File.ReadAllText(manifest), manifest).ModelSha256;
    }
}
