using System.Text.Json.Nodes;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;

namespace Defects.Shared.Tests.Bundles;

public class BundleJsonTests
{
    private static readonly ModelDescription Model = new()
    {
        Name = "defects",
        Version = 3,
        Architecture = "mobilenet_v2",
        Classes = [DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti],
        InputSize = 224,
        ResizeRule = FramePreprocessing.ResizeRule,
        Temperature = 1.25,
        PriorOffset = new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.1, [DefectClass.Stringing] = 0, [DefectClass.Spaghetti] = -0.2 },
        Thresholds = [new(DefectClass.Stringing, 0.6, 0.4, 0.05), new(DefectClass.Spaghetti, 0.7, 0.5, 0.02)],
        TrainingDataHash = "00",
        GitCommit = "unknown",
        Created = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero),
        Metrics = new Dictionary<string, double> { ["val.macro_f1"] = 0.9 },
    };

    private static readonly BundleManifest Manifest = new(Model, "00", 0.01, [new("0.jpg", "00", new Dictionary<DefectClass, double>())]);

    [Fact]
    public void ReadModel_WhatWasWritten_ComesBackTheSame()
    {
        var read = BundleJson.ReadModel(BundleJson.Write(Model), "here");
        Assert.Equal(BundleJson.Write(Model), BundleJson.Write(read));
        Assert.Equal(Model.ClassSet(), read.ClassSet());
        Assert.Equal([0, 2, 4], read.ClassIds);
        Assert.Equal(0.7, read.ThresholdOf(DefectClass.Spaghetti).Set);
    }

    [Fact]
    public void ReadModel_LaterSchema_IsRefusedByNumberEvenWithoutTheFieldsOfThisOne()
    {
        var error = Assert.Throws<BundleException>(() => BundleJson.ReadModel("""{"schema": 2}""", "m.onnx"));
        Assert.StartsWith("m.onnx: schema 2; expected schema 1.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"schema\": 1}")]
    [InlineData("{\"model\": 5}")]
    public void ReadManifest_NoManifest_IsABundleExceptionThatSaysWhere(string json)
    {
        var error = Assert.Throws<BundleException>(() => BundleJson.ReadManifest(json, "manifest.json"));
        Assert.StartsWith("manifest.json: ", error.Message);
    }

    [Theory]
    [InlineData("model/classes")]
    [InlineData("model/thresholds")]
    [InlineData("model/adaptation/classes")]
    [InlineData("golden")]
    public void ReadManifest_NullAmongOthers_IsABundleExceptionThatSaysWhere(string list)
    {
        var json = JsonNode.Parse(BundleJson.Write(Manifest with { Model = Model with { Adaptation = new AdaptationRule(1, []) } }))!;
        list.Split('/').Aggregate(json, (node, name) => node[name]!).AsArray().Add(null);

        var error = Assert.Throws<BundleException>(() => BundleJson.ReadManifest(json.ToJsonString(), "manifest.json"));
        Assert.StartsWith($"manifest.json: null among {list.Split('/')[^1].Replace("classes", list.Contains("adaptation", StringComparison.Ordinal) ? "adaptation" : "classes", StringComparison.Ordinal)}", error.Message);
    }

    [Theory]
    [InlineData("golden")]
    [InlineData("golden_tolerance")]
    [InlineData("model_sha256")]
    public void ReadManifest_LacksAField_IsRefusedByItsName(string field)
    {
        var manifest = JsonNode.Parse(BundleJson.Write(Manifest))!.AsObject();
        Assert.True(manifest.Remove(field));

        var error = Assert.Throws<BundleException>(() => BundleJson.ReadManifest(manifest.ToJsonString(), "manifest.json"));
        Assert.Contains(field, error.Message);
    }

    [Fact]
    public void ReadModel_ThresholdWithoutItsClass_IsRefused()
    {
        var model = JsonNode.Parse(BundleJson.Write(Model))!.AsObject();
        Assert.True(model["thresholds"]![0]!.AsObject().Remove("class"));

        Assert.Throws<BundleException>(() => BundleJson.ReadModel(model.ToJsonString(), "m.onnx"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void ReadManifest_ToleranceThatProvesNothing_IsRefused(double tolerance)
    {
        var json = BundleJson.Write(Manifest with { GoldenTolerance = tolerance });
        Assert.Contains("golden tolerance", Assert.Throws<BundleException>(() => BundleJson.ReadManifest(json, "manifest.json")).Message);
    }

    [Fact]
    public void ReadManifest_NoGoldenFrame_IsRefused()
    {
        var json = BundleJson.Write(Manifest with { Golden = [] });
        Assert.Contains("no golden frame", Assert.Throws<BundleException>(() => BundleJson.ReadManifest(json, "manifest.json")).Message);
    }

    [Fact]
    public void ReadModel_UnknownClass_IsRefusedWithTheKnownOnes()
    {
        var json = BundleJson.Write(Model).Replace("\"stringing\"", "\"blobs\"", StringComparison.Ordinal);
        var error = Assert.Throws<BundleException>(() => BundleJson.ReadModel(json, "m.onnx"));
        Assert.Contains("no class 'blobs'", error.Message);
    }

    [Fact]
    public void ReadModel_DefectWithoutThreshold_IsRefused()
    {
        var error = Assert.Throws<BundleException>(() =>
            BundleJson.ReadModel(BundleJson.Write(Model with { Thresholds = [new(DefectClass.Spaghetti, 0.7, 0.5, 0)] }), "m.onnx"));
        Assert.Contains("thresholds for spaghetti; expected one each for stringing, spaghetti", error.Message);
    }

    [Theory]
    [InlineData(0.5, 0.6)]
    [InlineData(1.0, 0.6)]
    [InlineData(0.5, 0.0)]
    public void ReadModel_ThresholdsThatCannotWork_AreRefused(double set, double reset)
    {
        var model = Model with { Thresholds = [new(DefectClass.Stringing, 0.6, 0.4, 0), new(DefectClass.Spaghetti, set, reset, 0)] };
        var error = Assert.Throws<BundleException>(() => BundleJson.ReadModel(BundleJson.Write(model), "m.onnx"));
        Assert.Contains("expected 0 < reset <= set < 1", error.Message);
    }

    [Fact]
    public void ReadModel_OtherResizeRule_IsRefused()
    {
        var json = BundleJson.Write(Model with { ResizeRule = "letterbox" });
        var error = Assert.Throws<BundleException>(() => BundleJson.ReadModel(json, "m.onnx"));
        Assert.Contains("resize rule 'letterbox'; expected 'squeeze-area'", error.Message);
    }

    [Fact]
    public void ReadModel_WithAdaptation_ComesBackTheSame()
    {
        var model = Adapting(new ClassAdaptation(DefectClass.Spaghetti, -1.5, 0.8, 0.4, -2, 6));

        Assert.Equal(model.Adaptation!.Classes, BundleJson.ReadModel(BundleJson.Write(model), "m.onnx").Adaptation!.Classes);
    }

    [Theory]
    [InlineData(1.1, 0, -2, 6)]
    [InlineData(0.5, -0.1, -2, 6)]
    [InlineData(0.5, 0, 1, 6)]
    [InlineData(0.5, 0, -2.01, 6)]
    [InlineData(0.5, 0, -2, 6.01)]
    public void ReadModel_AdaptationThatCouldHideAFailure_IsRefused(double shift, double novelty, double lowest, double highest)
    {
        var model = Adapting(new ClassAdaptation(DefectClass.Spaghetti, 0, shift, novelty, lowest, highest));

        var error = Assert.Throws<BundleException>(() => BundleJson.ReadModel(BundleJson.Write(model), "m.onnx"));
        Assert.StartsWith("m.onnx: adaptation: ", error.Message);
    }

    [Fact]
    public void ReadModel_AdaptationOfGoodOrOfAClassTwice_IsRefused()
    {
        var item = new ClassAdaptation(DefectClass.Spaghetti, 0, 1, 0, -2, 6);

        Assert.Throws<BundleException>(() => BundleJson.ReadModel(BundleJson.Write(Adapting(item, item)), "m.onnx"));
        Assert.Throws<BundleException>(() => BundleJson.ReadModel(BundleJson.Write(Adapting(item with { Class = DefectClass.Good })), "m.onnx"));
    }

    private static ModelDescription Adapting(params ClassAdaptation[] classes) => Model with { Adaptation = new AdaptationRule(1.5, classes) };
}
