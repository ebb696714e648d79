using System.Globalization;
using Defects.Agent.Configuration;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Inference;

/// <summary>What a session runs on, by the names of the configuration.</summary>
internal static class ExecutionProviders
{
    /// <summary>Fastest first.</summary>
    public static IReadOnlyList<string> Order { get; } = ["tensorrt", "cuda", "cpu"];

    /// <param name="provider">One of <see cref="Order"/>.</param>
    /// <param name="available">What this build of ONNX Runtime has, by its own names.</param>
    /// <param name="threads">Of one run, where the CPU does it.</param>
    /// <exception cref="ProviderException">This build or machine has no such provider.</exception>
    public static SessionOptions Prepare(
        string provider, IReadOnlyCollection<string> available, ModelBundle bundle, ModelOptions options, int threads, EngineCache engines)
    {
        var name = provider switch
        {
            "tensorrt" => "TensorrtExecutionProvider",
            "cuda" => "CUDAExecutionProvider",
            "cpu" => "CPUExecutionProvider",
            _ => throw new ProviderException($"there is no provider '{provider}'; expected auto, {string.Join(", ", Order)}"),
        };
        if (!available.Contains(name))
        {
            throw new ProviderException($"this build of ONNX Runtime has only {string.Join(", ", available)}");
        }

        var session = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
        };
        try
        {
            // Threads that spin between runs burn cores while the cameras are quiet: with four frames a quarter second, a
            // MobileNetV2 on two threads takes twice the processor time a frame (27 ms against 14 ms).
            session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            Append(session, provider, bundle, options, engines);
            return session;
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or IOException or UnauthorizedAccessException)
        {
            session.Dispose();
            throw new ProviderException($"it does not start on this machine ({e.Message})", e);
        }
    }

    public static int ThreadsOf(ModelOptions options) => options.Threads > 0 ? options.Threads : Environment.ProcessorCount;

    private static void Append(SessionOptions session, string provider, ModelBundle bundle, ModelOptions options, EngineCache engines)
    {
        if (provider == "tensorrt")
        {
            var settings = TensorRtOptions(bundle, options, Directory.CreateDirectory(engines.FolderOf(bundle.Manifest.ModelSha256)).FullName);
            using var tensorRt = new OrtTensorRTProviderOptions();
            tensorRt.UpdateOptions(settings);
            session.AppendExecutionProvider_Tensorrt(tensorRt);
        }

        // What TensorRT cannot run goes to CUDA.
        if (provider is "tensorrt" or "cuda")
        {
            using var cuda = new OrtCUDAProviderOptions();
            session.AppendExecutionProvider_CUDA(cuda);
        }
    }

    private static Dictionary<string, string> TensorRtOptions(ModelBundle bundle, ModelOptions options, string engines)
    {
        string Shape(int batch) =>
            string.Create(CultureInfo.InvariantCulture, $"{ModelGraph.Frames}:{batch}x{bundle.Manifest.Model.InputSize}x{bundle.Manifest.Model.InputSize}x3");
        return new Dictionary<string, string>
        {
            ["trt_engine_cache_enable"] = "1",
            ["trt_engine_cache_path"] = engines,
            ["trt_profile_min_shapes"] = Shape(1),
            ["trt_profile_opt_shapes"] = Shape(options.MaxBatch),
            ["trt_profile_max_shapes"] = Shape(options.MaxBatch),
        };
    }
}
