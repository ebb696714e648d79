using System.ComponentModel.DataAnnotations;

namespace Defects.Agent.Configuration;

/// <summary>The broker.</summary>
internal sealed record MqttOptions
{
    /// <value>Default: 127.0.0.1.</value>
    public string Host { get; init; } = "127.0.0.1";

    /// <value>Default: 1883. Range: 1 to 65535.</value>
    [Range(1, 65535)]
    public int Port { get; init; } = 1883;

    /// <summary>First level of every topic.</summary>
    /// <value>Default: defects. No wildcard, no leading or trailing slash.</value>
    [RegularExpression("[^/+#$][^+#$]*(?<!/)")]
    public string Root { get; init; } = "defects";

    public bool Tls { get; init; }

    /// <summary>PEM file of the authority to trust instead of the machine's.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file of the certificate that the agent shows the broker.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of that certificate's private key, without a password.</summary>
    public string? KeyFile { get; init; }

    /// <summary>File whose first line is the user name.</summary>
    public string? UserFile { get; init; }

    /// <summary>File whose first line is the password. Secrets are only ever read from files.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Longest wait for the broker's answer to anything.</summary>
    /// <value>Default: 10 s. Range: 1 s to 5 min.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <value>Default: 15 s. Range: 1 s to 10 min.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Age past which an unsent event is dropped, counted and reported.</summary>
    /// <value>Default: 24 h. Range: 1 min to 30 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan OutboxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Bytes of unsent events past which the oldest are dropped, counted and reported.</summary>
    /// <value>Default: 64 MiB. Range: 1 MiB to 10 GiB.</value>
    [Range(typeof(long), "1048576", "10737418240")]
    public long OutboxBytes { get; init; } = 64L << 20;
}
