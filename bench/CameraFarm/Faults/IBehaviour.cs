namespace Defects.CameraFarm.Faults;

/// <summary>How a camera treats who looks at it.</summary>
internal interface IBehaviour
{
    /// <summary>
    /// Streams until <paramref name="ended"/>, and then returns true or throws <see cref="OperationCanceledException"/>: another
    /// behaviour goes on from there.
    /// </summary>
    /// <returns>False where the connection is to be closed.</returns>
    Task<bool> StreamAsync(Viewer viewer, CancellationToken ended);

    /// <summary>
    /// Answers a request for one picture; may throw <see cref="OperationCanceledException"/> at <paramref name="ended"/> as long as
    /// nothing was sent.
    /// </summary>
    /// <returns>False where the connection is to be closed.</returns>
    Task<bool> SnapshotAsync(Viewer viewer, CancellationToken ended);
}
