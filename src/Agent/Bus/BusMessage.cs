namespace Defects.Agent.Bus;

/// <summary>A message that the broker brought. Others wrote it: anything may be in it.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">The bytes.</param>
/// <param name="Retained">True where it was kept by the broker and is older than the connection, and see <see cref="IMessageBus.Subscribe"/>.</param>
internal sealed record BusMessage(string Topic, byte[] Payload, bool Retained);
