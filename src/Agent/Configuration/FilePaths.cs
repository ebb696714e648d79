namespace Defects.Agent.Configuration;

/// <summary>Makes the paths of a configuration absolute.</summary>
/// <param name="folder">Of the configuration; relative paths are relative to it.</param>
/// <param name="credentials">Where systemd has put the credentials of the unit (<c>LoadCredential=</c>); null where it did not start us.</param>
internal sealed class FilePaths(string folder, string? credentials)
{
    /// <summary>Begins a path into the folder that only systemd knows; nothing else is filled in.</summary>
    public const string Credentials = "${CREDENTIALS_DIRECTORY}/";

    public string Absolute(string path) => Path.GetFullPath(path, folder);

    /// <returns>As it was where it needs systemd's folder and there is none: no file is there, and the rules say so.</returns>
    public string? AbsoluteOrNull(string? path) =>
        string.IsNullOrEmpty(path) ? null
        : !path.StartsWith(Credentials, StringComparison.Ordinal) ? Absolute(path)
        : credentials is null ? path
        : Path.Combine(credentials, path[Credentials.Length..]);
}
