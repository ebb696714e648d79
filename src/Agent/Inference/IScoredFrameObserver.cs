namespace Defects.Agent.Inference;

/// <summary>Something that looks at every scored frame, on the inference thread: it must be quick and must not block.</summary>
internal interface IScoredFrameObserver
{
    void OnScored(in ScoredFrame frame);
}
