using Defects.Agent.Cameras;
using Defects.Shared.Bundles;

namespace Defects.Agent.Inference;

/// <summary>Holds the model in service and the one that waits to replace it between two batches.</summary>
internal sealed class ServedModel(FrameSignal signal) : IServedModel, IDisposable
{
    private OpenedModel? _served;
    private OpenedModel? _waiting;
    private ModelRefusal? _refused;

    public event Action? Changed;

    public ModelDescription Model => Served.Classifier.Model;

    public string Folder => Served.Folder;

    public string Sha256 => Served.Sha256;

    public ProviderChoice Provider => Served.Provider;

    public ModelRefusal? Refused => Volatile.Read(ref _refused);

    private OpenedModel Served => Volatile.Read(ref _served)
        ?? throw new InvalidOperationException("No model is open yet: services that need one start after AddInference.");

    /// <summary>Takes the first model into service at once; a later one when the inference thread comes round.</summary>
    public void Propose(OpenedModel model)
    {
        Volatile.Write(ref _refused, null);
        if (Interlocked.CompareExchange(ref _served, model, null) is null)
        {
            return;
        }

        Interlocked.Exchange(ref _waiting, model)?.Dispose();
        signal.Set();
    }

    /// <summary>Remembers why the alias's target is not served; null forgets it.</summary>
    public void Refuse(ModelRefusal? refusal)
    {
        if (Interlocked.Exchange(ref _refused, refusal) != refusal)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>The model of the next batch. Only the inference thread calls this, and only between batches.</summary>
    public OpenedModel ForNextBatch()
    {
        if (Interlocked.Exchange(ref _waiting, null) is { } next)
        {
            var last = Interlocked.Exchange(ref _served, next);
            last?.Dispose();
            Changed?.Invoke();
        }

        return Served;
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _waiting, null)?.Dispose();
        Interlocked.Exchange(ref _served, null)?.Dispose();
    }
}
