namespace Defects.Agent.Tests.Messaging;

/// <summary>Who is let in by a real mosquitto, whom it lets in to itself, and what the log says of it.</summary>
public sealed class BrokerAccessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-access-");
    private readonly ThrowAwayAuthority _authority = new();

    [Fact]
    public async Task ClientCertificate_OfTheBrokersAuthority_IsLetIn()
    {
        await using var broker = await WantingCertificatesAsync();
        var (certificate, key) = _authority.WriteClient(_folder);
        await using var agent = Agent(broker, certificate, key);
        await agent.StartAsync();
        await SaysAsync(agent, "Connected to the broker");
    }

    [Fact]
    public async Task ClientCertificate_Missing_IsSaidAndTriedAgain()
    {
        await using var broker = await WantingCertificatesAsync();
        await using var agent = Agent(broker, null, null);
        await agent.StartAsync();
        await SaysAsync(agent, "where it wants a client certificate, name that as mqtt:certificateFile and mqtt:keyFile");
    }

    [Fact]
    public async Task ClientCertificate_OfAStranger_IsSaid_AndTheRightOneIsTakenUpWithoutARestart()
    {
        await using var broker = await WantingCertificatesAsync();
        using var stranger = new ThrowAwayAuthority();
        var (certificate, key) = stranger.WriteClient(_folder);
        await using var agent = Agent(broker, certificate, key);
        await agent.StartAsync();
        await SaysAsync(agent, "it may not trust the client certificate in mqtt:certificateFile");

        _authority.WriteClient(_folder);
        await SaysAsync(agent, "Connected to the broker");
    }

    [Fact]
    public async Task KeyOfAnotherCertificate_IsSaidAndTriedAgain()
    {
        await using var broker = await WantingCertificatesAsync();
        using var other = new ThrowAwayAuthority();
        var (_, key) = other.WriteClient(_folder.CreateSubdirectory("other"));
        var (certificate, _) = _authority.WriteClient(_folder);
        await using var agent = Agent(broker, certificate, key);
        await agent.StartAsync();
        await SaysAsync(agent, "mqtt:certificateFile and mqtt:keyFile are no certificate and its key");
    }

    [Fact]
    public async Task AuthorityOfAnother_IsSaidInPlainWordsAndTriedAgain()
    {
        await using var broker = await Mosquitto.StartAsync(folder => _authority.ForMosquitto(folder));
        using var stranger = new ThrowAwayAuthority();
        var authorities = Write("ca.pem", stranger.Pem);
        await using var agent = new MessagingRig(broker.Port, _folder.FullName, configure: mqtt => mqtt with { Tls = true, CaFile = authorities });
        await agent.StartAsync();
        await SaysAsync(agent, "the broker's certificate must be of the authority in mqtt:caFile");

        Write("ca.pem", _authority.Pem);
        await SaysAsync(agent, "Connected to the broker");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<Mosquitto> WantingCertificatesAsync() => Mosquitto.StartAsync(folder =>
    {
        var server = _authority.ForMosquitto(folder);
        return [.. server, $"cafile {Write("ca.pem", _authority.Pem)}", "require_certificate true"];
    });

    private MessagingRig Agent(Mosquitto broker, string? certificate, string? key) => new(
        broker.Port,
        _folder.FullName,
        configure: mqtt => mqtt with { Tls = true, CaFile = Path.Combine(_folder.FullName, "ca.pem"), CertificateFile = certificate, KeyFile = key });

    private static Task SaysAsync(MessagingRig agent, string words) => Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains(words)), words);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
