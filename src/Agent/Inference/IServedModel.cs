using Defects.Shared.Bundles;

namespace Defects.Agent.Inference;

/// <summary>
/// The model in service, as everything outside inference sees it. The first model is opened while the host starts, after every
/// singleton was made: ask for it when a frame was scored or <see cref="Changed"/> was told, not in a constructor.
/// </summary>
internal interface IServedModel
{
    /// <exception cref="InvalidOperationException">The first model is not open yet: it is opened when the host starts.</exception>
    ModelDescription Model { get; }

    /// <summary>Of its bundle, links resolved: the alias may point at another meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The first model is not open yet.</exception>
    string Folder { get; }

    /// <summary>Of its <c>model.onnx</c>, lower-case hexadecimal.</summary>
    /// <exception cref="InvalidOperationException">The first model is not open yet.</exception>
    string Sha256 { get; }

    /// <exception cref="InvalidOperationException">The first model is not open yet.</exception>
    ProviderChoice Provider { get; }

    /// <summary>The newest target of the alias where it was refused; null while the alias and the served model agree.</summary>
    ModelRefusal? Refused { get; }

    /// <summary>
    /// Another model is served, or one was refused. A swap is told on the inference thread before the new model's first frame:
    /// handlers must be quick.
    /// </summary>
    event Action? Changed;
}
