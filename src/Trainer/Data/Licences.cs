namespace Defects.Trainer.Data;

/// <summary>The terms under which an image may end up in weights that are given away.</summary>
public static class Licences
{
    public static IReadOnlyList<string> Open { get; } = ["CC BY 4.0", "Apache-2.0", "MIT"];

    public static bool IsOpen(string licence) => Open.Contains(licence, StringComparer.OrdinalIgnoreCase);
}
