using Defects.Bench;
using Defects.Bench.Ablation;
using Defects.Bench.CameraLoad;
using Defects.Bench.CameraQuality;
using Defects.Bench.Fuzzing;
using Defects.Bench.Labels;
using Defects.Bench.Messaging;
using Defects.Bench.NewCamera;
using Defects.Bench.PyTorch;
using Defects.Bench.Replay;
using Defects.Bench.SeedProblem;
using Defects.Bench.Thresholds;
using Defects.Bench.Unseen;
using Defects.Trainer.Data;

// Each benchmark prints 'NAME.figure value' lines and compares against its bare alternative in the same run.
var benchmarks = new Dictionary<string, (string About, Func<string[], int> Run)>
{
    ["pipeline"] = ("agent pipeline against a bare decode + resize + Run loop", Pipeline.Run),
    ["fuzz"] = ("a million inputs to the readers of cameras' streams, pictures and addresses", FuzzCommand.Run),
    ["string-contrast"] = ("share of the finest strings' contrast that each augmentation policy leaves", _ => StringContrastTable.Run(Console.Out)),
    ["training-input"] = ("trainer images a second against the bare training step on ready tensors", _ => TrainingInput.Run(Console.Out)),
    ["pytorch"] = ("the training step against PyTorch's on the same network", _ => PyTorchStep.Run(Console.Out)),
    ["training-memory"] = ("resident memory over 2,000 training steps", _ => TrainingMemory.Run(Console.Out)),
    ["seed-problem"] = ("the baseline's imbalance on simulated prints: plain training and the recipe", SeedProblemCommand.Run),
    ["doubtful-labels"] = ("photos whose labels no network believes that had not seen them", DoubtfulLabelsCommand.Run),
    ["threshold-prints"] = ("F1 on other prints of thresholds that were chosen on few", ThresholdPrintsCommand.Run),
    ["cameras"] = ("the agent under 10 to 100 cameras of one frame a second", CamerasCommand.Run),
    ["overload"] = ("the agent under more cameras than it can score", OverloadCommand.Run),
    ["faults"] = ("every fault of a camera, on 10 of 50", FaultsCommand.Run),
    ["outbox"] = ("adding to and emptying an outbox in which many events wait", args => OutboxCommand.Run(args, Console.Out)),
    ["event-path"] = ("from the frame that decides to the message at a subscriber, at 100 cameras", EventPathCommand.Run),
    ["frame-rate"] = ("when the same clip is alerted at 0.5, 2 and 15 frames a second", _ => FrameRate.Run(Console.Out)),
    ["replay"] = ("time to detect and false alarms of the shipped rules on simulated prints, beside the rules of others", ReplayBenchCommand.Run),
    ["camera-quality"] = ("how well blind cameras are told from seeing ones, on simulated and real footage", CameraQualityCommand.Run),
    ["ablation"] = ("what each part of the training recipe buys, out of fold", AblationCommand.Run),
    ["unseen"] = ("what helps with a camera that training never saw: each source left out in turn", UnseenCommand.Run),
    ["new-camera"] = ("a bundle on a camera that it has never seen, beside what it makes of photos", args => NewCameraCommand.Run(args, Console.Out)),
};

if (args.Length > 0 && benchmarks.TryGetValue(args[0], out var chosen))
{
    try
    {
        return chosen.Run(args[1..]);
    }
    catch (DatasetException refused)
    {
        Console.Error.WriteLine(refused.Message);
        return 2;
    }
}

Console.Error.WriteLine(args.Length > 0 ? $"bench: there is no '{args[0]}'; the names are:" : "bench: say which one:");
foreach (var (name, (about, _)) in benchmarks)
{
    Console.Error.WriteLine($"  {name,-16} {about}");
}

return 2;
