using Defects.Shared.Bundles;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Shared.Serving;

/// <summary>
/// One ONNX Runtime session with buffers allocated once: fill <see cref="Input"/> slots, <see cref="Run"/>, read the outputs.
/// Agent, parity check and evaluation all classify through it, so what is measured is what is served.
/// Not thread-safe but for <see cref="RunSlot"/>: one caller at a time.
/// </summary>
public sealed class FrameClassifier : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly BatchBinding?[] _batches;
    private readonly BatchBinding?[] _slots;
    private readonly byte[] _input;
    private readonly float[][] _outputs;
    private readonly int[] _widths;

    private FrameClassifier(InferenceSession session, ModelDescription model, int maxBatch)
    {
        _session = session;
        Model = model;
        MaxBatch = maxBatch;
        _batches = new BatchBinding?[maxBatch + 1];
        _slots = new BatchBinding?[maxBatch];
        var spatial = session.OutputMetadata[ModelGraph.Heatmap].Dimensions;
        HeatmapHeight = spatial[2];
        HeatmapWidth = spatial[3];
        EmbeddingLength = session.OutputMetadata[ModelGraph.Embedding].Dimensions[1];
        _widths = [model.Classes.Count, model.Classes.Count, EmbeddingLength, model.Classes.Count * HeatmapHeight * HeatmapWidth];
        _input = GC.AllocateArray<byte>(maxBatch * FrameBytes, pinned: true);
        _outputs = [.. _widths.Select(width => GC.AllocateArray<float>(maxBatch * width, pinned: true))];
    }

    /// <summary>What the model says of itself.</summary>
    public ModelDescription Model { get; }

    /// <summary>Most frames a <see cref="Run"/> takes.</summary>
    public int MaxBatch { get; }

    public int EmbeddingLength { get; }

    public int HeatmapHeight { get; }

    public int HeatmapWidth { get; }

    /// <summary>Bytes of one input: side x side x 3, BGR.</summary>
    public int FrameBytes => Model.InputSize * Model.InputSize * 3;

    /// <summary>Opens an ONNX file that this project's exporter wrote.</summary>
    /// <param name="onnx">The file's bytes.</param>
    /// <param name="where">What errors call it, usually its path.</param>
    /// <param name="options">Provider and threads; stays the caller's.</param>
    /// <param name="maxBatch">Most frames a run takes, 1 or more.</param>
    /// <exception cref="BundleException">The bytes are no complete model, or carry no metadata this program can read.</exception>
    public static FrameClassifier Open(byte[] onnx, string where, SessionOptions options, int maxBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        InferenceSession session;
        try
        {
            session = new InferenceSession(onnx, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new BundleException(
                where, $"ONNX Runtime cannot load it ({e.Message})", "a complete ONNX model", "Copy the bundle again from where it was made.", e);
        }

        try
        {
            return new FrameClassifier(session, ModelGraph.ReadDescription(session, where), maxBatch);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The input of one frame of the next batch, to be filled by <see cref="Imaging.FramePreprocessing.Resize"/>.</summary>
    public Span<byte> Input(int slot) => _input.AsSpan(slot * FrameBytes, FrameBytes);

    /// <summary>Classifies the first <paramref name="count"/> inputs. Allocates nothing once a count has been seen.</summary>
    public void Run(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBatch);
        (_batches[count] ??= Bind(0, count)).Run(_session, _runOptions);
    }

    /// <summary>
    /// Classifies one input by itself. Different slots may run at the same time, each on a thread of its caller's: on a CPU that
    /// takes less than all threads on one frame after the other, where the session was opened with one thread.
    /// </summary>
    public void RunSlot(int slot) => (_slots[slot] ??= Bind(slot, 1)).Run(_session, _runOptions);

    /// <summary>Calibrated probabilities by output column; valid until the next run, as all outputs are.</summary>
    public ReadOnlySpan<float> Probabilities(int slot) => Output(0, slot);

    /// <summary>Raw logits by output column, before prior offset and temperature.</summary>
    public ReadOnlySpan<float> Logits(int slot) => Output(1, slot);

    public ReadOnlySpan<float> Embedding(int slot) => Output(2, slot);

    /// <summary>Class evidence maps: column after column, each height x width.</summary>
    public ReadOnlySpan<float> Heatmap(int slot) => Output(3, slot);

    public void Dispose()
    {
        foreach (var binding in _batches.Concat(_slots))
        {
            binding?.Dispose();
        }

        _runOptions.Dispose();
        _session.Dispose();
    }

    private BatchBinding Bind(int slot, int count) => new(
        _session,
        _input.AsMemory(slot * FrameBytes, count * FrameBytes),
        FrameShape(count),
        OutputShapes(count),
        [.. _outputs.Select((output, i) => output.AsMemory(slot * _widths[i], count * _widths[i]))]);

    private ReadOnlySpan<float> Output(int output, int slot) => _outputs[output].AsSpan(slot * _widths[output], _widths[output]);

    private long[] FrameShape(int count) => [count, Model.InputSize, Model.InputSize, 3];

    private long[][] OutputShapes(int count) =>
    [
        [count, Model.Classes.Count],
        [count, Model.Classes.Count],
        [count, EmbeddingLength],
        [count, Model.Classes.Count, HeatmapHeight, HeatmapWidth],
    ];
}
