using System.Reflection;
using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Networks;
using Defects.Trainer.Onnx;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Training;

/// <summary>
/// Validation and test are scored in their true distribution: every image once, in order, as it is. Each option of a run is
/// changed in its turn, found by reflection so that none is forgotten, and what reaches the network must stay the same.
/// </summary>
public sealed class ScoringReadsNatureTests : IDisposable
{
    private static readonly TrainOptions Plain = new() { InputSize = 32, Batch = 4 };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Score_AnyOptionChanged_ReadsEveryImageOnceInOrderAndUntouched()
    {
        var data = _folder.ColouredClasses(train: 2, validation: 3);
        var images = data.Split(Splits.Validation);
        var expected = Read(Plain, images, data.Classes);
        using var untouched = FrameBatch.Load([.. images.Select(i => new FrameRequest(i.Path, data.Classes.ColumnOf(i.Label)))], Plain.InputSize);
        using (NewDisposeScope())
        {
            Assert.Equal(untouched.ToTensors(CPU).Frames.data<byte>().ToArray(), expected);
        }

        var changed = 0;
        foreach (var (name, options) in Variations(Plain).Where(v => v.Name != nameof(TrainOptions.InputSize)))
        {
            Assert.True(expected.AsSpan().SequenceEqual(Read((TrainOptions)options, images, data.Classes)), $"{name} changed what was scored");
            changed++;
        }

        Assert.True(changed > 25, $"only {changed} options were found");
    }

    [Fact]
    public void BundleScoring_TakesNoOption_SoNoneCanReachIt()
    {
        var taken = typeof(BundleScoring).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.NonPublic)
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.ParameterType);
        Assert.DoesNotContain(taken, type => type.Name.EndsWith("Options", StringComparison.Ordinal));
        Assert.Empty(typeof(BundleScoring).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic));
    }

    private static byte[] Read(TrainOptions options, IReadOnlyList<LabelledImage> images, ClassSet classes)
    {
        using var network = new Recorder(classes.Count);
        var scored = NetworkScoring.Score(network, images, classes, options, TestContext.Current.CancellationToken);
        Assert.Equal(images, scored.Select(s => s.Image));
        return [.. network.Frames];
    }

    /// <summary>The record with each of its values changed in its turn, those of records inside it too.</summary>
    private static IEnumerable<(string Name, object Options)> Variations(object options)
    {
        var copy = options.GetType().GetMethod("<Clone>$")!;
        foreach (var property in options.GetType().GetProperties().Where(p => p.CanWrite))
        {
            var value = property.GetValue(options);
            var changes = value?.GetType().GetMethod("<Clone>$") is not null
                ? Variations(value).Select(inner => ($"{property.Name}.{inner.Name}", inner.Options))
                : Others(property.PropertyType, value).Select(other => (property.Name, other));
            foreach (var (name, other) in changes)
            {
                var changed = copy.Invoke(options, null)!;
                property.SetValue(changed, other);
                yield return (name, changed);
            }
        }
    }

    private static IEnumerable<object> Others(Type type, object? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            { IsEnum: true } => Enum.GetValues(type).Cast<object>().Where(other => !other.Equals(value)),
            _ when type == typeof(int) => [(int?)value + 1 ?? 1],
            _ when type == typeof(double) => [(double?)value / 2 + 0.1 ?? 0.5],
            _ when type == typeof(bool) => [value is not true],
            _ when type == typeof(string) => [$"{value}other"],
            _ when type == typeof(IReadOnlyDictionary<DefectClass, double>) =>
                [new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.9, [DefectClass.Stringing] = 0.05, [DefectClass.Spaghetti] = 0.05 }],
            _ when type == typeof(IReadOnlyDictionary<DefectClass, ThresholdRule>) =>
                [new Dictionary<DefectClass, ThresholdRule> { [DefectClass.Spaghetti] = new(ThresholdCriterion.PrecisionTarget, 0.9) }],
            _ => throw new NotSupportedException($"Teach this test how to change an option of type {type}."),
        };
    }

    /// <summary>A network that keeps what it is shown.</summary>
    private sealed class Recorder : Network
    {
        private readonly Linear _head;

        public Recorder(int classes)
            : base("recorder")
        {
            _head = nn.Linear(1, classes);
            RegisterComponents();
        }

        public List<byte> Frames { get; } = [];

        public override int BlockCount => 0;

        public override Pooling Pooling => Pooling.Average;

        public override int EmbeddingLength => 1;

        public override int BlockOf(string parameter) => 0;

        public override IEnumerable<Parameter> HeadParameters => _head.parameters();

        public override NetworkOutputs forward(Tensor frames)
        {
            Frames.AddRange(frames.data<byte>().ToArray());
            var embedding = zeros(frames.shape[0], 1);
            return new NetworkOutputs(_head.forward(embedding), embedding, null);
        }

        public override (string Logits, string Embedding, string Heatmap) Emit(GraphBuilder graph, string frames) => throw new NotSupportedException();
    }
}
