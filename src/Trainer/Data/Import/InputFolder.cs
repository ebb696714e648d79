using System.Diagnostics.CodeAnalysis;

namespace Defects.Trainer.Data.Import;

/// <summary>The folder that an export may name files of. Its text comes from others: a path out of the folder is refused.</summary>
/// <param name="root">The folder.</param>
/// <param name="confined">False only for a manifest of one's own, which may refer to anything.</param>
public sealed class InputFolder(string root, bool confined = true)
{
    private const long MostBytes = 64L << 20;

    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <param name="path">As the export names it, with either slash; absolute only where it points into the folder.</param>
    /// <param name="file">The full path of an existing file.</param>
    /// <param name="problem">Why there is none.</param>
    public bool TryFind(string path, [NotNullWhen(true)] out string? file, [NotNullWhen(false)] out string? problem)
    {
        file = null;
        if (path.Length is 0 or > 4096 || path.Contains('\0'))
        {
            problem = "no path";
            return false;
        }

        var full = Path.GetFullPath(Path.Combine(Root, path.Replace('\\', '/')));
        problem = confined && !full.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? $"'{path}' lies outside {Root}"
            : !File.Exists(full) ? $"no such file {full}"
            : confined && LeadsThroughALink(full) ? $"'{path}' is or goes through a link"
            : new FileInfo(full).Length > MostBytes ? $"'{path}' is larger than {MostBytes >> 20} MB"
            : null;
        file = problem is null ? full : null;
        return problem is null;
    }

    private bool LeadsThroughALink(string full)
    {
        for (var at = full; at.Length > Root.Length; at = Path.GetDirectoryName(at)!)
        {
            if (File.GetAttributes(at).HasFlag(FileAttributes.ReparsePoint))
            {
                return true;
            }
        }

        return false;
    }
}
