namespace Defects.Agent.Printers.Drivers;

/// <summary>How a printer's host knows who asks.</summary>
internal enum HostLogin
{
    /// <summary>The password of the credentials is a key, sent along as <c>X-Api-Key</c>.</summary>
    ApiKey,

    /// <summary>HTTP digest: the password itself is never sent.</summary>
    Digest,
}
