using Defects.Agent.Configuration;

namespace Defects.Agent.Tests.Configuration;

public sealed class AgentConfigurationTests : IDisposable
{
    private const string Minimal = """
        node: box-1
        printers:
          ender:
            cameras:
              bed:
                source: http://10.0.0.5:8080/?action=stream
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-config-");

    [Fact]
    public void Load_Minimal_HasNoProblemsAndEveryDefault()
    {
        var (options, problems) = Load(Minimal);

        Assert.Empty(problems);
        Assert.Equal("box-1", options.Node);
        Assert.Equal(Path.Combine(_folder.FullName, "state"), options.StateDirectory);
        Assert.Equal(Path.Combine(_folder.FullName, "state", "hard-cases"), options.HardCases.Folder);
        Assert.Equal(Path.Combine(_folder.FullName, "models", "defects", "champion"), options.Model.Path);
        Assert.Equal(
            new CameraOptions
            {
                Source = "http://10.0.0.5:8080/?action=stream",
                Interval = TimeSpan.FromSeconds(1),
                Timeout = TimeSpan.FromSeconds(10),
                HardwareDecoding = false,
                AsFastAsPossible = false,
                Loop = true,
            },
            options.Printers["ender"].Cameras["bed"]);
    }

    [Fact]
    public void Load_NoNode_TakesTheHostName() =>
        Assert.Equal(Environment.MachineName.Split('.')[0], Load(Minimal.Replace("node: box-1", "")).Options.Node);

    [Fact]
    public void Load_HomeAssistant_IsOffUnlessAskedFor_AndItsPrefixIsNoWildcard()
    {
        Assert.Equal(new HomeAssistantOptions { Enabled = false, Prefix = "homeassistant" }, Load(Minimal).Options.HomeAssistant);
        Assert.Equal(
            ["homeAssistant:prefix = 'ha/#' (agent.yaml): expected a topic without wildcards and without a slash at either end"],
            Load(Minimal + "\nhomeAssistant: { enabled: true, prefix: ha/# }").Problems);
    }

    [Fact]
    public void Load_View_IsReadWithItsMasks()
    {
        var (options, problems) = Load("""
            node: n
            cameraDefaults: { rotate: 180 }
            printers:
              a: { cameras: { x: { source: /dev/video0, crop: "0.1,0,1,0.9", flipVertical: true, masks: { logo: "0,0.8 0.2,0.8 0.2,1" } } } }
            """);

        Assert.Empty(problems);
        var view = options.Printers["a"].Cameras["x"].View;
        Assert.Equal((180, false, true, "0.1,0,1,0.9"), (view.Turn, view.FlipHorizontal, view.FlipVertical, $"{view.Crop}"));
        Assert.Equal("0,0.8 0.2,0.8 0.2,1", $"{Assert.Single(view.Masks)}");
    }

    [Fact]
    public void Load_ViewThatIsNone_SaysWhatIsAllowed()
    {
        var (_, problems) = Load("""
            node: n
            cameraDefaults: { crop: "0,0,2,1" }
            printers:
              a: { cameras: { x: { source: /dev/video0, rotate: 45 }, y: { source: /dev/video1 } } }
            """);
        Assert.Equal(["printers:a:cameras:x:rotate = '45' (agent.yaml): expected a whole number one of 0, 90, 180, 270"], problems);

        (_, problems) = Load("""
            node: n
            cameraDefaults: { crop: "0,0,2,1" }
            printers:
              a: { cameras: { x: { source: /dev/video0, masks: { clip: "0,0 1,1" } }, y: { source: /dev/video1 } } }
            """);
        Assert.Equal(2, problems.Count);
        Assert.StartsWith("cameraDefaults:crop = '0,0,2,1' (agent.yaml): expected left,top,right,bottom", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("printers:a:cameras:x:masks:clip = '0,0 1,1' (agent.yaml): expected three corners", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CameraDefaults_HoldWhereTheCameraSaysNothing()
    {
        var (options, problems) = Load("""
            node: n
            cameraDefaults: { interval: 2s, timeout: 3s, loop: false }
            printers:
              a: { cameras: { x: { source: prints/a.mp4, interval: 500ms }, y: { source: /dev/video0 } } }
            """);

        Assert.Empty(problems);
        var cameras = options.Printers["a"].Cameras;
        Assert.Equal(TimeSpan.FromMilliseconds(500), cameras["x"].Interval);
        Assert.Equal(TimeSpan.FromSeconds(3), cameras["x"].Timeout);
        Assert.Equal(Path.Combine(_folder.FullName, "prints", "a.mp4"), cameras["x"].Source);
        Assert.Equal(TimeSpan.FromSeconds(2), cameras["y"].Interval);
        Assert.False(cameras["y"].Loop);
        Assert.Equal("/dev/video0", cameras["y"].Source);
    }

    [Fact]
    public void Load_AllSources_LaterOnesPrevail()
    {
        var folder = _folder.CreateSubdirectory("agent.d");
        File.WriteAllText(Path.Combine(folder.FullName, "20-b.yaml"), "mqtt: { port: 2, root: second }");
        File.WriteAllText(Path.Combine(folder.FullName, "10-a.yaml"), "mqtt: { port: 1, root: first, host: first }\nprinters: { new: { cameras: { c: { source: /dev/video1 } } } }");
        File.WriteAllText(Path.Combine(folder.FullName, "30-c.yaml.bak"), "mqtt: { host: never }");

        var (options, problems) = Load(
            Minimal + "\nmqtt: { port: 9, keepAlive: 30s }", new() { ["DEFECTS_MQTT__PORT"] = "3", ["DEFECTS_NODE"] = "from-env", ["DEFECTS_DATA"] = "/data" }, "mqtt:port=4");

        Assert.Empty(problems);
        Assert.Equal("from-env", options.Node);
        Assert.Equal(4, options.Mqtt.Port);
        Assert.Equal("second", options.Mqtt.Root);
        Assert.Equal("first", options.Mqtt.Host);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Mqtt.KeepAlive);
        Assert.Equal(["ender", "new"], options.Printers.Keys.Order());
    }

    [Fact]
    public void Load_PrintersThatDifferByCaseAlone_AreNotMadeOne()
    {
        var (_, problems) = Load(Minimal + """

              Ender:
                cameras:
                  nozzle:
                    source: http://10.0.0.6/
            """);

        Assert.Equal(["printers:Ender (agent.yaml): the same as printers:ender but for its case; expected one spelling, or names that differ in more"], problems);
    }

    [Fact]
    public void Load_EnvironmentInCapitals_MeansThePrinterOfTheFile()
    {
        var (options, problems) = Load(Minimal, new() { ["DEFECTS_PRINTERS__ENDER__NAME"] = "Ender by the door" });

        Assert.Empty(problems);
        Assert.Equal("Ender by the door", options.Printers["ender"].Name);
    }

    [Theory]
    [InlineData("b: ~")]
    [InlineData("b: null")]
    [InlineData("b: {}")]
    [InlineData("b: []")]
    [InlineData("b:")]
    public void Load_EmptyPrinter_IsNotLeftOutWithoutAWord(string printer) =>
        Assert.Equal(["printers:b = nothing (agent.yaml): expected a map of keys and values"], Load(Minimal + $"\n  {printer}").Problems);

    [Theory]
    [InlineData("name: ~")]
    [InlineData("name: null")]
    [InlineData("name:")]
    [InlineData("alerts: {}")]
    public void Load_EmptyValue_KeepsTheDefault(string value)
    {
        var (options, problems) = Load(Minimal + $"\n    {value}");

        Assert.Empty(problems);
        Assert.Null(options.Printers["ender"].Name);
    }

    [Fact]
    public void Load_SecondDocument_IsRefused() => Assert.Equal(
        [Path.Combine(_folder.FullName, "agent.yaml") + ": line 8: this is a second document, behind a ---; expected one in a file"],
        Load(Minimal + "\n---\nprinters:\n  b: { cameras: { c: { source: /dev/video1 } } }").Problems);

    [Theory]
    [InlineData("10-a.yml")]
    [InlineData("10-a.YAML")]
    public void Load_FileThatLooksLikeYamlAndIsNotRead_IsRefused(string name)
    {
        var file = Path.Combine(_folder.CreateSubdirectory("agent.d").FullName, name);
        File.WriteAllText(file, "printers: { new: { cameras: { c: { source: /dev/video1 } } } }");

        Assert.Equal(
            [file + ": is none of the files that are read; expected a name that ends in .yaml, or one that looks like no YAML"], Load(Minimal).Problems);
    }

    [Fact]
    public void Load_ManyMistakes_NamesEachWithKeyValueAndWhatIsAllowed()
    {
        var (_, problems) = Load("""
            node: n
            modle: { path: x }
            model: { provider: gpu, threads: many, watchInterval: 5 }
            mqtt: { port: 99999, root: /x/#, outboxBytes: 3 }
            cameraDefaults: { interval: soon }
            alerts: { spaghetti: { set: 1.5 } }
            hardCases: yes-please
            printers:
              a: { cameras: { x: { sourc: y } } }
              b:
            """);

        Assert.Equal(
            [
                "alerts:spaghetti:set = '1.5' (agent.yaml): expected a number from 0.05 to 0.99",
                "cameraDefaults:interval = 'soon' (agent.yaml): expected a time such as 500ms, 10s, 5min, 2h or 1d from 20ms to 10min",
                "hardCases = 'yes-please' (agent.yaml): expected a map of keys and values",
                "model:provider = 'gpu' (agent.yaml): expected one of auto, tensorrt, cuda, cpu",
                "model:threads = 'many' (agent.yaml): expected a whole number from 0 to 256",
                "model:watchInterval = '5' (agent.yaml): expected a time such as 500ms, 10s, 5min, 2h or 1d from 1s to 1h",
                "modle (agent.yaml): unknown key; did you mean model?",
                "mqtt:outboxBytes = '3' (agent.yaml): expected a size such as 64MiB or 2GiB from 1MiB to 10GiB",
                "mqtt:port = '99999' (agent.yaml): expected a whole number from 1 to 65535",
                "mqtt:root = '/x/#' (agent.yaml): expected a topic without wildcards and without a slash at either end",
                "printers:a:cameras:x:sourc (agent.yaml): unknown key; did you mean source?",
                "printers:b = nothing (agent.yaml): expected a map of keys and values",
            ],
            problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Load_ContradictoryValues_NamesEach()
    {
        var (_, problems) = Load("""
            node: bad node
            mqtt: { caFile: nowhere.pem, passwordFile: nowhere.txt }
            alerts: { spagetti: { set: 0.5 }, stringing: { set: 0.5 } }
            materials: { PETG: { alerts: { stringing: { reset: 0.7 } } } }
            printers:
              a b: { name: nothing else }
              c: { alerts: { stringing: { reset: 0.6 } }, cameras: { x: { source: "ftp://host/x" }, y: { interval: 1s } } }
            """);

        Assert.Collection(
            problems,
            p => Assert.StartsWith("node = 'bad node' (agent.yaml): expected an id of 1 to 64 characters", p),
            p => Assert.StartsWith("mqtt:caFile = 'nowhere.pem' (agent.yaml): expected a file that is there", p),
            p => Assert.StartsWith("mqtt:passwordFile = 'nowhere.txt' (agent.yaml)", p),
            p => Assert.Equal("mqtt:tls = nothing: expected true, since mqtt:caFile is given", p),
            p => Assert.StartsWith("mqtt:userFile = nothing: expected a file", p),
            p => Assert.Equal("alerts:spagetti (agent.yaml): expected one of under_extrusion, stringing, over_extrusion, spaghetti; did you mean spaghetti?", p),
            p => Assert.Equal("materials:PETG:alerts:stringing:reset = '0.7' (agent.yaml): expected at most set, which is 0.5", p),
            p => Assert.StartsWith("printers:a b (agent.yaml): expected an id", p),
            p => Assert.StartsWith("printers:a b:cameras = nothing: expected one camera or more", p),
            p => Assert.Equal("printers:c:alerts:stringing:reset = '0.6' (agent.yaml): expected at most set, which is 0.5", p),
            p => Assert.StartsWith("printers:c:cameras:x:source = 'ftp://host/x' (agent.yaml): expected http://", p),
            p => Assert.StartsWith("printers:c:cameras:y:source = nothing: expected http://", p));
    }

    [Theory]
    [InlineData("certificateFile: agent.yaml, keyFile: agent.yaml", "mqtt:tls = nothing: expected true, since a client certificate is given")]
    [InlineData("tls: true, certificateFile: agent.yaml", "mqtt:keyFile = nothing: expected a file, since mqtt:certificateFile is given")]
    [InlineData("tls: true, keyFile: agent.yaml", "mqtt:certificateFile = nothing: expected a file, since mqtt:keyFile is given")]
    [InlineData("tls: true, certificateFile: agent.yaml, keyFile: agent.yaml", null)]
    public void Load_ClientCertificate_IsAPairAndNeedsTls(string mqtt, string? problem) =>
        Assert.Equal(problem is null ? [] : [problem], Load(Minimal + $"\nmqtt: {{ {mqtt} }}").Problems);

    [Fact]
    public void Load_PrinterOverMqtt_ItsTopicsAndStatesAreChecked()
    {
        var (_, problems) = Load("""
            node: n
            printers:
              a: { link: { address: mqtt, topic: "a/#", pauseTopic: "a/+/b", states: { "ON": printing, x: prnting } }, cameras: { x: { source: http://10.0.0.5/ } } }
              b: { link: { address: mqtt, stateTopic: a/b, states: { "1": PAUSED } }, cameras: { x: { source: http://10.0.0.5/ } } }
            """);

        Assert.Equal(
            [
                "printers:a:link:topic = 'a/#' (agent.yaml): expected a topic without wildcards",
                "printers:a:link:pauseTopic = 'a/+/b' (agent.yaml): expected a topic without wildcards",
                "printers:a:link:stateTopic = nothing: expected a topic without wildcards, since address is mqtt",
                "printers:a:link:states:x = 'prnting' (agent.yaml): expected one of unknown, offline, idle, preparing, printing, pausing, paused, attention, completed, stopped",
            ],
            problems);
    }

    [Fact]
    public void Load_FileAmongTheCredentialsOfSystemd_IsFoundThere()
    {
        var credentials = _folder.CreateSubdirectory("credentials").FullName;
        File.WriteAllText(Path.Combine(credentials, "mqtt-user"), "agent");
        var (options, problems) = Load(
            """
            node: n
            mqtt: { userFile: "${CREDENTIALS_DIRECTORY}/mqtt-user" }
            printers:
              ender:
                link: { address: moonraker://10.0.0.5, credentialsFile: "${CREDENTIALS_DIRECTORY}/mqtt-user" }
                cameras: { bed: { source: http://10.0.0.5/, credentialsFile: "${CREDENTIALS_DIRECTORY}/mqtt-user" } }
            """,
            new() { ["CREDENTIALS_DIRECTORY"] = credentials });

        Assert.Empty(problems);
        Assert.Equal(Path.Combine(credentials, "mqtt-user"), options.Mqtt.UserFile);
        Assert.Equal(options.Mqtt.UserFile, options.Printers["ender"].Link!.CredentialsFile);
        Assert.Equal(options.Mqtt.UserFile, options.Printers["ender"].Cameras["bed"].CredentialsFile);
    }

    [Fact]
    public void Load_CredentialsOfSystemd_NotStartedByIt_SaysSo() =>
        Assert.Equal(
            ["mqtt:userFile = '${CREDENTIALS_DIRECTORY}/mqtt-user' (agent.yaml): expected a file that is there; ${CREDENTIALS_DIRECTORY}/mqtt-user is not: only systemd sets CREDENTIALS_DIRECTORY, for a unit with LoadCredential="],
            Load(Minimal + "\nmqtt: { userFile: \"${CREDENTIALS_DIRECTORY}/mqtt-user\" }").Problems);

    [Fact]
    public void Load_NoPrinters_IsAProblem() =>
        Assert.Equal(["printers = nothing: expected one printer or more"], Load("node: n").Problems);

    [Theory]
    [InlineData("@10.0.0.9/s@jpg")]
    [InlineData("/ter2@10.0.0.9/jpg")]
    public void Load_SecretsInWrongPlaces_AreNeverQuoted(string behindSecret)
    {
        var (_, problems) = Load(
            $$"""
            node: n
            printers:
              a: { cameras: { x: { source: "http://root:hunter2{{behindSecret}}" } } }
            """);
        var (_, unknown) = Load(Minimal, new() { ["DEFECTS_MQTT__PASSWORD"] = "hunter2" });

        Assert.Contains("://***@", Assert.Single(problems));
        Assert.Equal(["MQTT:PASSWORD (DEFECTS_MQTT__PASSWORD): unknown key; known are caFile, certificateFile, host, keepAlive, keyFile, outboxAge, outboxBytes, passwordFile, port, root, timeout, tls, userFile"], unknown);
        Assert.DoesNotContain("hunter2", string.Join('\n', [.. problems, .. unknown]));
    }

    [Theory]
    [InlineData("admin:hunter2@10.0.0.21/stream", "'...' (agent.yaml): expected an address that begins with its scheme")]
    [InlineData("10.0.0.21/snap@1:2", null)]
    [InlineData("htps://cam/snap?pwd=hunter2", "'htps://cam/snap?pwd=***' (agent.yaml): expected http://")]
    [InlineData("http://anna:hunter2@cam/1", "'http://***@cam/1' (agent.yaml): expected an address without user and password")]
    public void Load_SourceThatMayHoldAPassword_IsRefusedWithoutIt(string source, string? refusal)
    {
        var (_, problems) = Load($$"""
            node: n
            printers:
              a: { cameras: { x: { source: "{{source}}" } } }
            """);

        if (refusal is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.StartsWith($"printers:a:cameras:x:source = {refusal}", Assert.Single(problems));
            Assert.DoesNotContain("hunter2", problems[0]);
        }
    }

    [Theory]
    [InlineData("prints/a.mp4", false)]
    [InlineData("/dev/v4l/by-id/usb-x", true)]
    [InlineData("http://10.0.0.5/", true)]
    public void Load_ArmedPrinter_IsPausedByACameraAndNotByFootage(string source, bool isCamera)
    {
        var (_, problems) = Load($$"""
            node: n
            printers:
              a: { armed: true, link: { address: "moonraker://10.0.0.5" }, cameras: { x: { source: {{source}} } } }
              b: { cameras: { x: { source: {{source}} } } }
            """);

        Assert.Equal(
            isCamera ? [] : [$"printers:a:cameras:x:source = '{source}' (agent.yaml): expected a camera, since the printer is armed and a file or folder does not show what it does now"],
            problems);
    }

    [Fact]
    public void Load_AsFastAsPossible_IsForFootageAlone()
    {
        var (_, problems) = Load("""
            node: n
            printers:
              a: { cameras: { x: { source: prints/a.mp4, asFastAsPossible: true }, y: { source: "http://10.0.0.5/", asFastAsPossible: true } } }
            """);

        Assert.StartsWith("printers:a:cameras:y:asFastAsPossible = 'true' (agent.yaml): expected false, since ", Assert.Single(problems));
    }

    [Fact]
    public void Load_DamagedYaml_SaysWhere()
    {
        var problem = Assert.Single(Load("node: n\nprinters: [\n").Problems, p => p.Contains("cannot be read"));

        Assert.StartsWith(Path.Combine(_folder.FullName, "agent.yaml") + ": line ", problem);
    }

    [Fact]
    public void Load_MissingFile_SaysSo() =>
        Assert.Contains(": there is no such file", AgentConfiguration.Load(Path.Combine(_folder.FullName, "x.yaml"), new Dictionary<string, string>(), []).Problems[0]);

    [Fact]
    public void Load_SettingWithoutValue_IsAProblem() =>
        Assert.StartsWith("--set mqtt:port: expected key=value", Assert.Single(Load(Minimal, null, "mqtt:port").Problems));

    [Fact]
    public void OptionsDocumented_DefaultsAndRanges_AreThoseInForce()
    {
        var (options, problems) = Load(Minimal, null, "mqtt:outboxAge=30d", "mqtt:outboxBytes=10GiB", "hardCases:bytes=1TiB", "alerts:spaghetti:cooldown=24h");

        Assert.Empty(problems);
        Assert.Equal(10L << 30, options.Mqtt.OutboxBytes);
        Assert.Equal(TimeSpan.FromDays(30), options.Mqtt.OutboxAge);
        Assert.Equal(1L << 40, options.HardCases.Bytes);
        Assert.Equal(TimeSpan.FromDays(1), options.Alerts["spaghetti"].Cooldown);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private AgentConfiguration Load(string yaml, Dictionary<string, string>? environment = null, params string[] settings)
    {
        var file = Path.Combine(_folder.FullName, "agent.yaml");
        File.WriteAllText(file, yaml);
        return AgentConfiguration.Load(file, environment ?? [], settings);
    }
}
