namespace Defects.Agent.Configuration;

/// <summary>What a printer link's values must be beyond each being allowed by itself.</summary>
internal static class PrinterLinkRules
{
    private static readonly string[] Schemes = ["moonraker", "octoprint", "prusalink", "bambu"];

    /// <param name="key">Where the link stands in the configuration.</param>
    public static void Check(string key, PrinterLinkOptions link, ConfigurationValues values)
    {
        CheckAddress($"{key}:address", link.Address, values);
        values.RequireFile($"{key}:credentialsFile", link.CredentialsFile);
        if (link.PausedTimeout is not null && link.Address?.StartsWith("moonraker:", StringComparison.OrdinalIgnoreCase) is not true)
        {
            values.Refuse($"{key}:pausedTimeout", "nothing, since only printers of moonraker:// have such a timeout");
        }
        else if (link.PausedTimeout is not null && !string.IsNullOrEmpty(link.Topic))
        {
            values.Refuse($"{key}:pausedTimeout", "nothing, since topic is given: the timeout is put back only where the printer is asked");
        }
    }

    private static void CheckAddress(string key, string? address, ConfigurationValues values)
    {
        const string kinds = "moonraker://HOST, octoprint://HOST, prusalink://HOST, each with or without :PORT, bambu://HOST/SERIAL, or mqtt";
        if (address == "mqtt")
        {
            return;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !Schemes.Contains(uri.Scheme) || uri.Host.Length == 0)
        {
            values.Refuse(key, kinds);
        }
        else if (uri.UserInfo.Length > 0)
        {
            values.Refuse(key, "an address without user and password; put user:password into a file and name it as credentialsFile");
        }
        else if (uri.Query.Length + uri.Fragment.Length > 0 || uri.Scheme == "bambu" != uri.AbsolutePath.Trim('/').Length > 0)
        {
            values.Refuse(key, kinds);
        }
    }
}
