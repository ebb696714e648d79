using System.Text.RegularExpressions;
using Defects.Shared.Classes;

namespace Defects.Agent.Configuration;

/// <summary>What must hold between values, once each is allowed by itself.</summary>
internal static partial class OptionsRules
{
    private const string Ids = "an id of 1 to 64 characters out of a-z, A-Z, 0-9, - and _";

    public static void Check(AgentOptions options, ConfigurationValues values)
    {
        if (!Id().IsMatch(options.Node))
        {
            values.Refuse("node", Ids + $"; the host name '{Environment.MachineName}' is none, so say one");
        }

        CheckBroker(options.Mqtt, values);
        CameraRules.CheckView("cameraDefaults", options.CameraDefaults, new CameraOptions(), values);
        CheckAlerts("alerts", options.Alerts, new Dictionary<string, AlertRuleOptions>(), values);
        foreach (var (name, material) in options.Materials)
        {
            CheckAlerts($"materials:{name}:alerts", material.Alerts, options.Alerts, values);
        }

        if (options.Printers.Count == 0)
        {
            values.Refuse("printers", "one printer or more");
        }

        foreach (var (id, printer) in options.Printers)
        {
            CheckPrinter($"printers:{id}", id, printer, options.CameraDefaults, options.Alerts, values);
        }
    }

    private static void CheckBroker(MqttOptions mqtt, ConfigurationValues values)
    {
        values.RequireFile("mqtt:caFile", mqtt.CaFile);
        values.RequireFile("mqtt:certificateFile", mqtt.CertificateFile);
        values.RequireFile("mqtt:keyFile", mqtt.KeyFile);
        values.RequireFile("mqtt:userFile", mqtt.UserFile);
        values.RequireFile("mqtt:passwordFile", mqtt.PasswordFile);
        if (!mqtt.Tls && (mqtt.CaFile ?? mqtt.CertificateFile ?? mqtt.KeyFile) is not null)
        {
            values.Refuse("mqtt:tls", $"true, since {(mqtt.CaFile is null ? "a client certificate" : "mqtt:caFile")} is given");
        }

        if (mqtt.CertificateFile is null && mqtt.KeyFile is not null)
        {
            values.Refuse("mqtt:certificateFile", "a file, since mqtt:keyFile is given");
        }

        if (mqtt.CertificateFile is not null && mqtt.KeyFile is null)
        {
            values.Refuse("mqtt:keyFile", "a file, since mqtt:certificateFile is given");
        }

        if (mqtt.PasswordFile is not null && mqtt.UserFile is null)
        {
            values.Refuse("mqtt:userFile", "a file, since mqtt:passwordFile is given");
        }
    }

    private static void CheckPrinter(
        string key, string id, PrinterOptions printer, CameraOptions cameraDefaults, IReadOnlyDictionary<string, AlertRuleOptions> agentAlerts, ConfigurationValues values)
    {
        if (!Id().IsMatch(id))
        {
            values.RefuseKey(key, $"expected {Ids}");
        }

        if (printer.Cameras.Count == 0)
        {
            values.Refuse($"{key}:cameras", "one camera or more");
        }

        if (printer.Armed && printer.Link is null or { Address: "mqtt", PauseTopic: null or "" })
        {
            values.Refuse($"{key}:armed", "false, since there is no link by which the printer could be paused");
        }

        if (printer.Link is { } link)
        {
            PrinterLinkRules.Check($"{key}:link", link, values);
            PrinterTopicRules.Check($"{key}:link", link, values);
        }

        CheckAlerts($"{key}:alerts", printer.Alerts, agentAlerts, values);
        foreach (var (cameraId, camera) in printer.Cameras)
        {
            var cameraKey = $"{key}:cameras:{cameraId}";
            if (!Id().IsMatch(cameraId))
            {
                values.RefuseKey(cameraKey, $"expected {Ids}");
            }

            CameraRules.Check(cameraKey, camera, cameraDefaults, printer.Armed, values);
        }
    }

    private static void CheckAlerts(
        string key, IReadOnlyDictionary<string, AlertRuleOptions> alerts, IReadOnlyDictionary<string, AlertRuleOptions> agentAlerts, ConfigurationValues values)
    {
        var known = DefectClass.All.Where(c => c.IsDefect).Select(c => c.Name).ToList();
        foreach (var (name, rule) in alerts)
        {
            if (!known.Contains(name))
            {
                var hint = SimilarName.Of(name, known) is { } meant ? $"; did you mean {meant}?" : "";
                values.RefuseKey($"{key}:{name}", $"expected one of {string.Join(", ", known)}{hint}");
            }

            var over = agentAlerts.GetValueOrDefault(name);
            if ((rule.Reset ?? over?.Reset) > (rule.Set ?? over?.Set))
            {
                values.Refuse($"{key}:{name}:reset", FormattableString.Invariant($"at most set, which is {rule.Set ?? over?.Set}"));
            }
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
