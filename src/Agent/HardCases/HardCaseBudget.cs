using Defects.Shared.HardCases;

namespace Defects.Agent.HardCases;

/// <summary>Keeps the store below its byte budget: the oldest unlabelled cases leave first, labelled ones never.</summary>
internal sealed class HardCaseBudget(HardCaseStore store, long budget)
{
    /// <summary>How long labelled cases that fill the budget are left alone: every look at them reads the whole store.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private long? _used;
    private DateTimeOffset? _fullAt;

    /// <summary>Makes room for a case.</summary>
    /// <param name="at">Time of the case.</param>
    /// <returns>False where labelled cases fill the budget.</returns>
    public bool TryReserve(long bytes, DateTimeOffset at)
    {
        if (_fullAt is { } full && (at - full).Duration() < Rest)
        {
            return false;
        }

        _used ??= Measure();
        if (_used + bytes > budget)
        {
            // Others delete and label too, so the files themselves are asked. A tenth is freed at once: that keeps the
            // walk through the whole store rare.
            _used = Trim(Measure(), Math.Min(budget - bytes, budget / 10 * 9));
        }

        if (_used + bytes > budget)
        {
            _fullAt = at;
            return false;
        }

        _used += bytes;
        return true;
    }

    private long Measure() => Directory.Exists(store.Folder)
        ? new DirectoryInfo(store.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : 0;

    private long Trim(long used, long target)
    {
        // Read just before it is deleted, so that a label set a moment ago is seen.
        foreach (var item in store.Read())
        {
            if (used <= target)
            {
                break;
            }

            if (item.Record.Label is null)
            {
                HardCaseStore.Delete(item);
                used -= item.Bytes;
            }
        }

        return used;
    }
}
