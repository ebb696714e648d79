using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Defects.Agent.Configuration;
using Defects.Shared.Bundles;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace Defects.Bench;

/// <summary>
/// What the agent costs on top of the model: its pipeline with virtual cameras against a bare loop of decode, resize and
/// <c>Run</c>, one frame a call, with the same model, interpolation and number of threads in one process. The two take turns,
/// so that a busy machine slows both.
/// </summary>
internal static class Pipeline
{
    private const int Rounds = 20;

    public static int Run(string[] args)
    {
        var bundle = new Option<string>("--bundle") { DefaultValueFactory = _ => "models/defects/champion" };
        var frames = new Option<int>("--frames") { DefaultValueFactory = _ => 20_000 };
        var cameras = new Option<int>("--cameras") { DefaultValueFactory = _ => 8 };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 2 };
        var command = new RootCommand("Agent pipeline against a bare loop") { bundle, frames, cameras, threads };
        command.SetAction((parsed, _) => MeasureAsync(
            parsed.GetValue(bundle)!, parsed.GetValue(frames), parsed.GetValue(cameras), parsed.GetValue(threads)));
        return command.Parse(args).Invoke();
    }

    private static async Task<int> MeasureAsync(string bundle, int frames, int cameras, int threads)
    {
        var pictures = Pictures();
        var piece = frames / Rounds;
        await using var farm = await PipelineFarm.StartAsync(OptionsOf(bundle, cameras, threads), pictures);
        using var session = new SessionOptions { IntraOpNumThreads = threads };
        using var classifier = GoldenCheck.Open(ModelBundle.Read(bundle), session, maxBatch: 1);

        // Long enough for the allocators of all threads to have reached their size, which takes some 12,000 frames.
        await farm.ScoreAsync(frames * 3 / 4);
        RunBare(classifier, pictures, piece / 4, threads);
        var (managed, resident) = Memory();

        var (agentTime, bareTime, bareFrames) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await farm.ScoreAsync(piece);
            agentTime += Stopwatch.GetElapsedTime(start);
            bareTime += RunBare(classifier, pictures, piece / 4, threads);
            bareFrames += piece / 4;
        }

        var (managedAfter, residentAfter) = Memory();
        var bareRate = bareFrames / bareTime.TotalSeconds;
        var agentRate = Rounds * piece / agentTime.TotalSeconds;
        Print("bare_fps", bareRate);
        Print("agent_fps", agentRate);
        Print("ratio", agentRate / bareRate);
        Print("managed_growth_mb", (managedAfter - managed) / 1e6);
        Print("rss_growth_mb", (residentAfter - resident) / 1e6);
        return 0;
    }

    private static AgentOptions OptionsOf(string bundle, int cameras, int threads) => new()
    {
        Model = new ModelOptions { Path = bundle, Provider = "cpu", Threads = threads },
        Printers = Enumerable.Range(1, cameras).ToDictionary(
            i => string.Create(CultureInfo.InvariantCulture, $"p{i}"),
            _ => new PrinterOptions { Cameras = new() { ["bed"] = new CameraOptions { Source = "memory", AsFastAsPossible = true } } }),
    };

    private static TimeSpan RunBare(FrameClassifier classifier, byte[][] pictures, int frames, int threads)
    {
        // The bare loop may use the threads for OpenCV as well; the agent has set that to one.
        Cv2.SetNumThreads(threads);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < frames; i++)
        {
            using var frame = FramePreprocessing.TryDecode(pictures[i % pictures.Length])!;
            FramePreprocessing.Resize(frame, classifier.Input(0), classifier.Model.InputSize, classifier.Model.InputSize);
            classifier.Run(1);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        Cv2.SetNumThreads(1);
        return elapsed;
    }

    /// <summary>Different pictures of 640 x 480 with as much detail as a camera's (60 to 70 kB).</summary>
    private static byte[][] Pictures()
    {
        using var noise = new Mat(480, 640, MatType.CV_8UC3);
        using var picture = new Mat();
        return
        [
            .. Enumerable.Range(0, 16).Select(seed =>
            {
                Cv2.SetTheRNG((ulong)seed + 1);
                Cv2.Randu(noise, Scalar.All(0), Scalar.All(255));
                Cv2.GaussianBlur(noise, picture, new Size(5, 5), 1.5);
                return picture.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 80));
            }),
        ];
    }

    private static (long Managed, long Resident) Memory()
    {
        // Aggressive gives what the managed heap keeps in reserve back, so that what is left to see is a leak, or none.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using var self = Process.GetCurrentProcess();
        return (managed, self.WorkingSet64);
    }

    private static void Print(string figure, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pipeline.{figure} {value:0.###}"));
}
