using System.Text.RegularExpressions;

namespace Defects.Agent.Tests.Messaging.Contract;

/// <summary>One channel of asyncapi.yaml.</summary>
/// <param name="Address">With parameters in braces; root may stand for several levels.</param>
/// <param name="Sent">True where the agent sends, false where it listens.</param>
/// <param name="Qos">Of its messages.</param>
/// <param name="Retained">Whether its messages are kept by the broker.</param>
/// <param name="Messages">What may come; a message is exactly one of them.</param>
internal sealed record ContractChannel(string Address, bool Sent, int Qos, bool Retained, IReadOnlyList<ContractMessage> Messages)
{
    private readonly Regex _topic = new("^" + Regex.Replace(Address, @"\{(\w+)\}", match => match.Groups[1].Value == "root" ? ".+" : "[^/]+") + "$");

    public bool IsOf(string topic) => _topic.IsMatch(topic);
}
