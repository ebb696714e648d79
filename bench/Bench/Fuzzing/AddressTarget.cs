using Defects.Agent.Devices;
using System.Text;

namespace Defects.Bench.Fuzzing;

/// <summary>
/// Cameras' addresses: whatever they are, showing them throws nothing and gives no password away, and reading them throws only what an
/// operator can act on.
/// </summary>
/// <param name="templates">Addresses with <c>{password}</c> or <c>{value}</c> where a secret stands.</param>
internal sealed class AddressTarget(IReadOnlyList<string> templates) : IFuzzTarget
{
    private const string Secret = "Hunter2";

    // What people put into passwords, and what ends one in a query; a password may hold all of what a value may not.
    private const string InValues = "aZ09.-!$*~+,%=|:@ üñ";
    private const string InPasswords = InValues + "/?#&;\\[]<>\"'^`{}\t中";

    public string Name => "address";

    public IReadOnlyList<byte[]> Corpus { get; } = [.. templates.Select(template => Encoding.UTF8.GetBytes(Filled(template, Secret, Secret)))];

    public byte[] Next(Random random)
    {
        if (random.Next(3) > 0)
        {
            var template = templates[random.Next(templates.Count)];
            return Encoding.UTF8.GetBytes(Filled(template, Around(InPasswords, random), Around(InValues, random)));
        }

        // Out of shape, nothing tells a secret from a name: such an address must be read, and may be shown.
        var text = Encoding.UTF8.GetString(Mutation.Of(Corpus, random));
        while (TellsSecret(text))
        {
            text = Uri.UnescapeDataString(text).Replace(Secret, "", StringComparison.OrdinalIgnoreCase);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    public string? Check(byte[] input)
    {
        var address = Encoding.UTF8.GetString(input);
        var shown = DeviceAddress.Redact(address);
        if (TellsSecret(shown))
        {
            return $"shown as {shown}";
        }

        try
        {
            var read = DeviceAddress.Read(address, null);
            return TellsSecret(DeviceAddress.Redact(read.Uri.AbsoluteUri)) ? $"read as {read.Uri}" : null;
        }
        catch (DeviceException refused)
        {
            return TellsSecret(refused.Message) ? $"refused with {refused.Message}" : null;
        }
    }

    private static bool TellsSecret(string shown) => Uri.UnescapeDataString(shown).Contains(Secret, StringComparison.OrdinalIgnoreCase);

    private static string Filled(string template, string password, string value) =>
        template.Replace("{password}", password, StringComparison.Ordinal).Replace("{value}", value, StringComparison.Ordinal);

    private static string Around(string alphabet, Random random) => Some(alphabet, random) + Secret + Some(alphabet, random);

    private static string Some(string alphabet, Random random) =>
        new([.. Enumerable.Range(0, random.Next(6)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
}
