using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Tests;

internal sealed class RecordingLogger : ILogger
{
    private readonly ConcurrentQueue<Entry> _entries = [];

    public sealed record Entry(LogLevel Level, string Text);

    public IReadOnlyList<Entry> Entries => [.. _entries];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue(new Entry(logLevel, formatter(state, exception) + exception));
}
