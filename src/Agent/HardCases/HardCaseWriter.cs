using System.Globalization;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Shared.HardCases;
using Defects.Shared.Imaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenCvSharp;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Defects.Agent.HardCases;

/// <summary>Writes candidates to the store, away from the inference thread, unless they look like one kept that day.</summary>
internal sealed partial class HardCaseWriter(
    AgentOptions options, HardCaseQueue queue, HardCaseStatistics statistics, ILogger<HardCaseWriter> logger) : BackgroundService
{
    private readonly KeepingRules _rules = KeepingRules.Of(options.HardCases);
    private readonly HardCaseStore _store = new(options.HardCases.Folder ?? Path.Combine(options.StateDirectory, "hard-cases"));
    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.HardCases.Enabled)
        {
            return;
        }

        var budget = new HardCaseBudget(_store, options.HardCases.Bytes);
        Restore();
        await foreach (var candidate in queue.Candidates.ReadAllAsync(stoppingToken))
        {
            using (candidate.Picture)
            {
                Guarded(() => Consider(candidate, budget));
            }
        }
    }

    /// <summary>Clears what a kill left behind, and learns what was kept before it.</summary>
    private void Restore() => Guarded(() =>
    {
        var swept = _store.SweepLeftovers();
        if (swept > 0)
        {
            LogSwept(logger, swept, _store.Folder);
        }

        foreach (var item in _store.Read((file, why) => LogDamaged(logger, file, why)))
        {
            var record = item.Record;
            if (record.HashAlgorithm == PerceptualHash.Algorithm && ulong.TryParse(record.PerceptualHash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash))
            {
                queue.Days[record.Printer] = queue.DayOf(record.Printer).Kept(hash, record.Time);
            }
        }
    });

    private void Consider(HardCaseCandidate candidate, HardCaseBudget budget)
    {
        var (draft, at) = (candidate.Draft, candidate.Draft.Time);
        var day = queue.DayOf(draft.Printer);
        if (!candidate.IsAsked)
        {
            if (!day.HasRoom(at, _rules))
            {
                return;
            }

            // Whatever comes of it, this was the look: a disk that fails is not to be asked again for every frame.
            day = queue.Days[draft.Printer] = day.Passed(at);
        }

        // It was decoded for scoring a moment ago; only a picture that changed its mind is null here.
        using var picture = candidate.Picture.View.Decode(candidate.Picture.Encoded.Span);
        if (picture is null)
        {
            return;
        }

        var hash = PerceptualHash.Of(picture);
        if (!candidate.IsAsked && !day.IsNew(hash, at, _rules))
        {
            statistics.AddDuplicate();
            return;
        }

        var jpeg = JpegOf(candidate.Picture, picture);
        if (!budget.TryReserve(jpeg.Length + RecordBytes(draft), at))
        {
            throw new IOException($"labelled cases fill the budget of {options.HardCases.Bytes:N0} bytes; retrain and move them, or raise hardCases:bytes");
        }

        _store.Add(draft with { PerceptualHash = PerceptualHash.Write(hash) }, jpeg.Span);
        if (!candidate.IsAsked)
        {
            // What a person asks for may be of the day before, and takes nothing from the quota.
            queue.Days[draft.Printer] = day.Kept(hash, at);
        }

        statistics.AddKept();
        _failing = false;
    }

    // At most what the JSON takes: a number of the embedding is a line of up to 24 characters.
    private static long RecordBytes(HardCaseRecord draft) => 2048 + (24 * draft.Embedding.Count);

    // What is kept is what the model saw, so that it is trained on what it is asked.
    private static ReadOnlyMemory<byte> JpegOf(CameraFrame frame, Mat picture) =>
        frame.View.IsWhole && frame.Encoded.Span.StartsWith<byte>([0xFF, 0xD8]) ? frame.Encoded : FrameEncoding.ToJpeg(picture);

    // A disk that is full or gone stops the collecting, and nothing else; the log says so once.
    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OpenCVException)
        {
            statistics.AddFailed();
            if (!_failing)
            {
                _failing = true;
                LogFailed(logger, _store.Folder, e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Hard cases cannot be kept in {Folder}: {Reason}; trying on, and quiet about it until one is kept")]
    private static partial void LogFailed(ILogger logger, string folder, string reason);

    [LoggerMessage(LogLevel.Warning, "Hard case {File} is passed over: {Reason}")]
    private static partial void LogDamaged(ILogger logger, string file, string reason);

    [LoggerMessage(LogLevel.Information, "Removed {Count} unfinished files from {Folder}")]
    private static partial void LogSwept(ILogger logger, int count, string folder);
}
