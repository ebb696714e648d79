namespace Defects.Agent.Cameras;

/// <summary>Where a source puts its frames.</summary>
internal interface IFrameSink
{
    /// <summary>Offers a frame, of which a copy is kept; one before it that nobody has taken is dropped.</summary>
    /// <param name="encoded">JPEG or PNG bytes.</param>
    /// <param name="capturedAt">When the last byte arrived; for replayed footage, the footage's own time.</param>
    void Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt);

    /// <summary>How the camera hangs, where a source knows: the pictures that follow are to be turned and mirrored so.</summary>
    void Orient(int turn, bool flipHorizontal, bool flipVertical)
    {
        // Whoever only looks whether pictures come does not mind.
    }

    /// <summary>Completes once the last offered frame was taken: for footage of which every frame counts.</summary>
    Task WaitUntilTakenAsync(CancellationToken stop);
}
