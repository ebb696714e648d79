namespace Defects.Agent.Messaging;

/// <summary>The broker did not take a message and the connection goes on.</summary>
/// <param name="Why">In plain words.</param>
/// <param name="MayPass">The same message may be taken later, as by a broker that limits how much it is sent; otherwise never.</param>
internal sealed record PublishRefusal(string Why, bool MayPass);
