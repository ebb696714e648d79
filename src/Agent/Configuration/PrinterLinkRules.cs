using Defects.Agent.Printers;

namespace Defects.Agent.Configuration;

/// <summary>What a printer link's values must be beyond each being allowed by itself.</summary>
internal static class PrinterLinkRules
{
    /// <param name="key">Where the link stands in the configuration.</param>
    public static void Check(string key, PrinterLinkOptions link, ConfigurationValues values)
    {
        CheckAddress($"{key}:address", link.Address, values);
        values.RequireFile($"{key}:credentialsFile", link.CredentialsFile);
        if (link.PausedTimeout is not null && link.Address?.StartsWith("moonraker:", StringComparison.OrdinalIgnoreCase) is not true)
        {
            values.Refuse($"{key}:pausedTimeout", "nothing, since only printers of moonraker:// have such a timeout");
        }
    }

    private static void CheckAddress(string key, string? address, ConfigurationValues values)
    {
        var kinds = $"{string.Join(", ", PrinterDrivers.Schemes.Select(scheme => $"{scheme}://HOST"))}, each with or without :PORT and nothing behind it";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !PrinterDrivers.Schemes.Contains(uri.Scheme) || uri.Host.Length == 0)
        {
            values.Refuse(key, kinds);
        }
        else if (uri.UserInfo.Length > 0)
        {
            values.Refuse(key, "an address without user and password; put user:password into a file and name it as credentialsFile");
        }
        else if (uri.PathAndQuery.Trim('/').Length + uri.Fragment.Length > 0)
        {
            values.Refuse(key, kinds);
        }
    }
}
