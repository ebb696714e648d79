using System.Text.RegularExpressions;
using Defects.Agent.Devices;

namespace Defects.Agent.Configuration;

/// <summary>The values of all sources, flat (<c>mqtt:port</c>), with where each came from and what is wrong with them.</summary>
internal sealed partial class ConfigurationValues
{
    private readonly Dictionary<string, (string? Value, string Origin)> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _spellings = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public IEnumerable<KeyValuePair<string, string?>> All => _values.Select(v => KeyValuePair.Create(v.Key, v.Value.Value));

    /// <summary>A later source replaces what an earlier one said. Case does not count: DEFECTS_PRINTERS__ENDER__NAME means ender.</summary>
    public void Set(string key, string? value, string origin)
    {
        var spelled = "";
        foreach (var part in key.Split(':'))
        {
            spelled = FirstSpelling(spelled.Length > 0 ? $"{spelled}:{part}" : part);
        }

        _values[spelled] = (value, origin);
    }

    /// <summary>The key as it was first written.</summary>
    public string FirstSpelling(string key) => _spellings.TryAdd(key, key) ? key : _spellings[key];

    /// <summary>Notes that the value of a key is not allowed, quoting what of it may be shown.</summary>
    public void Refuse(string key, string expected)
    {
        var (value, origin) = _values.GetValueOrDefault(key);
        var where = origin is null ? "" : $" ({origin})";
        var found = string.IsNullOrEmpty(value) ? "nothing" : $"'{Shown(value)}'";
        _problems.Add($"{key} = {found}{where}: expected {expected}");
    }

    /// <summary>Notes that a file which is named is not there.</summary>
    public void RequireFile(string key, string? file)
    {
        if (file is not null && !File.Exists(file))
        {
            var hint = file.StartsWith(FilePaths.Credentials, StringComparison.Ordinal) ? ": only systemd sets CREDENTIALS_DIRECTORY, for a unit with LoadCredential=" : "";
            Refuse(key, $"a file that is there; {file} is not{hint}");
        }
    }

    /// <summary>Notes a key that should not be there. Its value is not quoted: it may be a secret in a wrong place.</summary>
    public void RefuseKey(string key, string why)
    {
        var origin = _values.FirstOrDefault(v => v.Key.Equals(key, StringComparison.OrdinalIgnoreCase) || v.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).Value.Origin;
        _problems.Add($"{key} ({origin}): {why}");
    }

    /// <summary>Notes a source that cannot be read at all.</summary>
    public void RefuseSource(string source, string why) => _problems.Add($"{source}: {why}");

    // As it was written, but for what nobody may read.
    private static string Shown(string value)
    {
        var redacted = DeviceAddress.Redact(value);
        var marked = Credentials().IsMatch(value) ? redacted.Replace("://", "://***@", StringComparison.Ordinal) : redacted;
        return value.EndsWith('/') ? marked : marked.TrimEnd('/');
    }

    [GeneratedRegex("://.*@", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Credentials();
}
