using System.Diagnostics;
using System.Text.Json;

namespace Defects.Agent.Tests.Messaging.HomeAssistant;

/// <summary>Renders templates with Python's Jinja2 in its sandbox, as Home Assistant does; an undefined name is an error.</summary>
internal static class Jinja
{
    private const string Program = """
        import json, sys
        from jinja2 import StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment
        jinja = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
        asked = json.load(sys.stdin)
        json.dump([jinja.from_string(one["template"]).render(**one["variables"]).strip() for one in asked], sys.stdout)
        """;

    /// <summary>Renders each template over its variables, or skips the test where there is no Jinja2 on this machine.</summary>
    public static async Task<IReadOnlyList<string>> RenderAsync(IEnumerable<(string Template, Dictionary<string, object?> Variables)> templates)
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/jinja2"), "Jinja2 is not installed (apt-get install python3-jinja2)");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(templates.Select(one => new { template = one.Template, variables = one.Variables })));
        python.StandardInput.Close();
        Assert.True((await errors).Length == 0, await errors);
        return JsonSerializer.Deserialize<List<string>>(await output)!;
    }
}
