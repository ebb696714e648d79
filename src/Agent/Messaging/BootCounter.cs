using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>
/// Counts the starts of an agent in its state directory, so that a reader can tell a last will of the run before from one of
/// this run. Where that cannot be done, as on a full disk, printers are watched all the same: the start then takes its number from the
/// clock, milliseconds since 1970, which no count of starts comes near and no two starts share.
/// </summary>
internal sealed partial class BootCounter(TimeProvider time, ILogger<BootCounter> logger)
{
    public const string File = "boot";

    /// <returns>This start's number, which no other start has: one more than the last, or the clock's.</returns>
    public long Next(string stateDirectory)
    {
        var file = Path.GetFullPath(Path.Combine(stateDirectory, File));
        var clock = time.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            Directory.CreateDirectory(stateDirectory);
            var last = Last(file);
            var boot = last + 1 ?? clock;
            if (last is null)
            {
                LogDamaged(file, boot);
            }

            Write(file, boot);
            return boot;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotCounted(file, e.Message, clock);
            return clock;
        }
    }

    /// <returns>0 before the first start; null where the file holds no number, and counting from 1 again would make old messages look new.</returns>
    private static long? Last(string file)
    {
        if (!System.IO.File.Exists(file))
        {
            return 0;
        }

        var text = System.IO.File.ReadAllText(file).Trim();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue ? last : null;
    }

    private static void Write(string file, long boot)
    {
        var temporary = file + ".tmp";
        try
        {
            Write(temporary, FileMode.Create, boot);
            System.IO.File.Move(temporary, file, overwrite: true);
        }
        catch (IOException) when (System.IO.File.Exists(file))
        {
            // A full disk has no room for a second file, but it has the place of the first.
            Write(file, FileMode.Open, boot);
        }
    }

    private static void Write(string file, FileMode mode, long boot)
    {
        var text = Encoding.ASCII.GetBytes(boot.ToString(CultureInfo.InvariantCulture));
        using var handle = System.IO.File.OpenHandle(file, mode, FileAccess.Write);
        RandomAccess.Write(handle, text, 0);
        RandomAccess.SetLength(handle, text.Length);
        RandomAccess.FlushToDisk(handle);
    }

    [LoggerMessage(LogLevel.Error, "{File} holds no number, where that of the agent's last start was expected. Starts count on from {Clock}, by the clock, so that none has the number of an earlier one.")]
    private partial void LogDamaged(string file, long clock);

    [LoggerMessage(LogLevel.Error, "{File} cannot be read or written ({Why}): this start has the number {Clock}, by the clock. Make room on the disk, or mend its rights.")]
    private partial void LogNotCounted(string file, string why, long clock);
}
