using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Defects.Shared.Bundles;

/// <summary>
/// Symbolic links beside the versions of a model (<c>champion -> 3</c>). A reader sees the old target or the new one, never
/// none: the link is made under another name and renamed over the old one.
/// </summary>
public static partial class BundleAliases
{
    /// <summary>Points <paramref name="alias"/> at a version that exists.</summary>
    /// <exception cref="BundleException">There is no such version.</exception>
    public static void Set(string modelFolder, string alias, int version)
    {
        var target = version.ToString(CultureInfo.InvariantCulture);
        if (!Directory.Exists(Path.Combine(modelFolder, target)))
        {
            throw new BundleException(
                modelFolder, $"no version {target}", $"one of {string.Join(", ", BundleLayout.Versions(modelFolder))}", "Write the version before its alias.");
        }

        var link = Path.Combine(modelFolder, alias);
        var temporary = Path.Combine(modelFolder, $".{alias}.{Environment.ProcessId}.tmp");
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, target);

        // File.Move refuses links to folders and Directory.Move refuses to replace: rename(2) does just what is meant.
        if (Rename(temporary, link) != 0)
        {
            var error = new Win32Exception(Marshal.GetLastPInvokeError());
            File.Delete(temporary);
            throw new IOException($"{link}: cannot point it at {target}: {error.Message}", error);
        }
    }

    /// <summary>The version an alias points at, or null where there is no such alias.</summary>
    /// <exception cref="BundleException">The alias points at nothing, or at something that is no version.</exception>
    public static int? VersionOf(string modelFolder, string alias)
    {
        var link = new FileInfo(Path.Combine(modelFolder, alias));
        if (link.LinkTarget is not { } target)
        {
            return null;
        }

        return int.TryParse(Path.GetFileName(target), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && Directory.Exists(Path.Combine(modelFolder, target))
                ? version
                : throw new BundleException(
                    link.FullName,
                    $"the alias points at '{target}', which is not there",
                    $"one of {string.Join(", ", BundleLayout.Versions(modelFolder))}",
                    $"Point it at a version: ln -sfn VERSION {link.FullName}");
    }

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Rename(string from, string to);
}
