namespace Defects.Agent.Cameras;

/// <summary>Which camera of which printer.</summary>
public sealed record CameraKey(string Printer, string Camera)
{
    public override string ToString() => $"{Printer}/{Camera}";
}
