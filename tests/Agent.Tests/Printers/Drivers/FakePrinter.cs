using System.Collections.Concurrent;
using System.Text.Json;
using Defects.Agent.Configuration;
using Defects.Agent.Tests.Cameras;
using Microsoft.AspNetCore.Http;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>A printer's host as a real HTTP server. What the printer does is told by the test, how it is said is the kind's own.</summary>
internal abstract class FakePrinter : IAsyncDisposable
{
    private CameraServer _server = null!;
    private int _port;

    public enum Stage
    {
        Idle,
        Heating,
        Printing,
        Pausing,
        Paused,
        Complete,
    }

    public enum PauseHabit
    {
        AtOnce,

        /// <summary>Taken, and under way until the test says that it is done.</summary>
        Slowly,

        /// <summary>Taken and never done.</summary>
        Never,
    }

    public Stage Now { get; protected set; }

    public PauseHabit Habit { get; set; }

    public string File { get; private set; } = "";

    public double Progress { get; private set; }

    /// <summary>Counts the prints.</summary>
    public int Job { get; private set; }

    /// <summary>Method, path and query, and body of each request that was let in.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The requests that change something.</summary>
    public IEnumerable<string> Commands => Requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal));

    /// <summary>A status that answers every request in place of the printer; null for the printer's own.</summary>
    public int? Instead { get; set; }

    /// <summary>Takes requests and never answers.</summary>
    public bool IsSlow { get; set; }

    public string? Secret { get; init; }

    public PrinterLinkOptions Link => new()
    {
        Address = $"{Scheme}://127.0.0.1:{_port}",
        Interval = TimeSpan.FromMilliseconds(10),
        Timeout = TimeSpan.FromSeconds(30),
    };

    protected abstract string Scheme { get; }

    /// <summary>The job is begun and not over.</summary>
    protected bool HasJob => Now is not (Stage.Idle or Stage.Complete);

    public static async Task<T> StartAsync<T>(T printer)
        where T : FakePrinter
    {
        await printer.TurnOnAsync();
        return printer;
    }

    public async Task TurnOnAsync()
    {
        _server = await CameraServer.StartAsync(AnswerAsync, _port);
        _port = _server.Port;
    }

    public ValueTask TurnOffAsync() => _server.DisposeAsync();

    public void Begin(string file) => (Now, File, Progress, Job) = (Stage.Heating, file, 0, Job + 1);

    public void Lay(double progress) => (Now, Progress) = (Stage.Printing, progress);

    public void Complete() => (Now, Progress) = (Stage.Complete, 1);

    /// <summary>By the printer's own buttons, or the end of a slow pause.</summary>
    public void Hold() => Now = Stage.Paused;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    protected abstract Task AnswerAsync(HttpContext context, string body);

    /// <returns>False where it has answered that it lets nobody in.</returns>
    protected virtual bool LetsIn(HttpContext context) => Secret is null || context.Request.Headers["X-Api-Key"] == Secret;

    protected void TakePause() => Now = Habit switch
    {
        PauseHabit.AtOnce => Stage.Paused,
        PauseHabit.Slowly => Stage.Pausing,
        _ => Now,
    };

    protected static Task JsonAsync(HttpContext context, object json, int status = 200)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(json, JsonSerializerOptions.Default);
    }

    protected static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (IsSlow)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (Instead is { } status)
        {
            await StatusAsync(context, status);
        }
        else if (LetsIn(context))
        {
            Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {body}".TrimEnd());
            await AnswerAsync(context, body);
        }
        else if (context.Response.StatusCode == 200)
        {
            await StatusAsync(context, 403);
        }
    }
}
