using Defects.Shared.HardCases;

namespace Defects.Agent.HardCases;

/// <summary>Takes the wish to keep what a printer's cameras show now.</summary>
internal interface IFrameRequests
{
    /// <summary>The printer's next scored frame is kept, whatever the daily quota and however much it looks like another.</summary>
    void Ask(string printer, HardCaseReason reason);
}
