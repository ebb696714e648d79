using System.Buffers;
using System.Net;

namespace Defects.Agent.Devices;

/// <summary>A camera's or a printer's address split into what may be shown and sent, and the user and password that may not.</summary>
/// <param name="Uri">Without user information.</param>
/// <param name="Credentials">From the credentials file, else from the address; null where neither has any.</param>
internal sealed record DeviceAddress(Uri Uri, NetworkCredential? Credentials)
{
    private static readonly string[] SecretWords = ["pass", "pwd", "user", "usr", "token", "key", "secret", "auth", "sig", "session", "login", "code"];
    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/\\?#");

    /// <exception cref="DeviceException">It is no address; or the credentials file is missing, or holds something else than user:password.</exception>
    public static DeviceAddress Read(string source, string? credentialsFile)
    {
        var (scheme, rest) = Cut(source);
        if (scheme.Length == 0 || !Uri.TryCreate(source, UriKind.Absolute, out var whole) || whole.Host.Length == 0)
        {
            throw new DeviceException($"{Redact(source)} is no address; expected one such as http://10.0.0.5/webcam/?action=stream");
        }

        if (MayHoldPassword(rest, isAddress: true))
        {
            // What is taken for host and path may be most of a password, and would be sent and shown as such.
            throw new DeviceException(
                $"{Redact(source)} has an @ behind a / ? or #: does a password have those? Write %2F, %3F, %23, and %40 for an @ that ends no password");
        }

        var bare = new UriBuilder(whole) { UserName = "", Password = "" }.Uri;
        var text = credentialsFile is { } file ? ReadFile(file) : Uri.UnescapeDataString(whole.UserInfo);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon switch
        {
            0 => throw new DeviceException("there is a password and no user before the colon; expected user:password"),
            > 0 => new DeviceAddress(bare, new NetworkCredential(text[..colon], text[(colon + 1)..])),
            _ when credentialsFile is { } empty => throw new DeviceException($"{empty} holds no colon; expected one line user:password"),
            _ => new DeviceAddress(bare, text.Length > 0 ? new NetworkCredential(text, "") : null),
        };
    }

    /// <summary>A source as it may be shown: no user information, no values of query or path that look like secrets.</summary>
    public static string Redact(string source)
    {
        var (scheme, rest) = Cut(source);

        // Where a password may stand that is none by the book, or nothing can be taken apart, nothing is shown.
        if (MayHoldPassword(rest, isAddress: scheme.Length > 0))
        {
            return scheme + "...";
        }

        if (scheme.Length == 0)
        {
            var query = rest.IndexOf('?', StringComparison.Ordinal);
            return query < 0 ? rest : rest[..query] + RedactQuery(rest[query..]);
        }

        return Uri.TryCreate(source, UriKind.Absolute, out var uri)
            ? RedactPath(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)) + RedactQuery(uri.Query)
            : scheme + "...";
    }

    private static (string Scheme, string Behind) Cut(string source)
    {
        var colon = source.IndexOf("://", StringComparison.Ordinal);
        var length = colon > 0 && Uri.CheckSchemeName(source[..colon]) ? colon + 3 : 0;
        return (source[..length], source[length..]);
    }

    /// <summary>
    /// An address ends its user information at a slash, a question mark or a number sign, wherever the password had one; and without a
    /// scheme none is expected.
    /// </summary>
    private static bool MayHoldPassword(string text, bool isAddress)
    {
        var before = text[..Math.Max(0, text.LastIndexOf('@'))];
        return before.Contains(':', StringComparison.Ordinal) && (!isAddress || before.AsSpan().ContainsAny(AuthorityEnds));
    }

    private static string RedactQuery(string query)
    {
        var pairs = string.Join('&', query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(RedactValue));
        return pairs.Length > 0 ? "?" + pairs : "";
    }

    // Some cameras take user and password in the path: rtsp://cam/user=anna_password=hunter2_channel=1
    private static string RedactPath(string path) =>
        string.Join('/', path.Split('/').Select(part => part.Contains('=', StringComparison.Ordinal) ? RedactValue(part) : part));

    private static string RedactValue(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return LooksSecret(pair) ? "***" : pair;
        }

        // The value of one may hold a second pair, behind a separator that is not the usual one.
        var (name, value) = (pair[..equals], pair[(equals + 1)..]);
        return SoundsSecret(name) || LooksSecret(value) || (value.Contains('=', StringComparison.Ordinal) && SoundsSecret(value))
            ? name + "=***"
            : pair;
    }

    private static bool SoundsSecret(string name)
    {
        var plain = Uri.UnescapeDataString(name);
        return SecretWords.Any(word => plain.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    // Tokens and keys are long; sizes, actions and channel numbers are not.
    private static bool LooksSecret(string value) => value.Length >= 16;

    private static string ReadFile(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return reader.ReadLine()?.Trim() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"the credentials file cannot be read: {e.Message}", e);
        }
    }
}
