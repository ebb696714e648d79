using Defects.CameraFarm.Faults;

namespace Defects.CameraFarm;

/// <summary>A behaviour for as long as a camera has it.</summary>
internal sealed class Conduct(IBehaviour behaviour)
{
    private readonly CancellationTokenSource _ended = new();

    public IBehaviour Behaviour => behaviour;

    public CancellationToken Ended => _ended.Token;

    public void End() => _ended.Cancel();
}
