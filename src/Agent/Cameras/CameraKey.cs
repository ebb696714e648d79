namespace Defects.Agent.Cameras;

/// <summary>Which camera of which printer.</summary>
internal sealed record CameraKey(string Printer, string Camera)
{
    public override string ToString() => $"{Printer}/{Camera}";
}
