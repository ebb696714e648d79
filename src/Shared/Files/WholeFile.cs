namespace Defects.Shared.Files;

/// <summary>Files that are there whole or not at all: written under a temporary name and renamed.</summary>
public static class WholeFile
{
    /// <param name="path">Replaced where it exists; its folder must.</param>
    public static void Write(string path, string text) => Write(path, file => File.WriteAllText(file, text));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, byte[] bytes) => Write(path, file => File.WriteAllBytes(file, bytes));

    /// <inheritdoc cref="Write(string, string)"/>
    /// <param name="write">Given the temporary name, which is left behind where it fails.</param>
    public static void Write(string path, Action<string> write)
    {
        var temporary = path + ".tmp";
        write(temporary);
        File.Move(temporary, path, overwrite: true);
    }
}
