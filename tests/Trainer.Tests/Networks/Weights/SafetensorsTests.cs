using System.Text;
using CsCheck;
using Defects.Trainer.Networks.Weights;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Networks.Weights;

public sealed class SafetensorsTests
{
    private static readonly ScalarType[] Types = [ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64];

    private static readonly Gen<(string Key, long[] Shape, ScalarType Type)[]> Tensors =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12], Gen.Long[0, 4].Array[0, 4], Gen.Int[0, 3].Select(i => Types[i])).Array[0, 6];

    [Fact]
    public void Write_AnyTensors_AreReadBackEqual() => Tensors.Sample(
        specified =>
        {
            using var scope = NewDisposeScope();
            var tensors = specified.DistinctBy(item => item.Key).ToDictionary(item => item.Key, item => (randn(item.Shape) * 9).to(item.Type));
            var metadata = specified.DistinctBy(item => item.Key).ToDictionary(item => item.Key, item => $"\"{item.Type}\" ö");

            var read = Safetensors.Parse(Bytes(tensors, metadata), "test");

            Assert.Equal(metadata, read.Metadata);
            Assert.Equal(tensors.Keys.Order(), read.Entries.Keys.Order());
            Assert.All(tensors, pair =>
            {
                var found = read.ToTensor(pair.Key);
                Assert.Equal(pair.Value.dtype, found.dtype);
                Assert.Equal(pair.Value.shape, found.shape);
                Assert.Equal(pair.Value.bytes.ToArray(), found.bytes.ToArray());
            });
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void Parse_FileWrittenByHand_GivesItsValues()
    {
        using var scope = NewDisposeScope();
        var file = File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[],"data_offsets":[8,10]}}""", [0, 0, 128, 63, 0, 0, 0, 192, 32, 65]);

        var read = Safetensors.Parse(file, "test");

        Assert.Equal([1f, -2f], read.ToTensor("a").data<float>().ToArray());
        Assert.Equal(10f, read.ToTensor("b").to(ScalarType.Float32).item<float>());
    }

    // A parser of strangers' files ends in a result or in its own exception, whatever single byte is other than it was.
    [Fact]
    public void Parse_AnyByteChanged_EndsInItsOwnException()
    {
        using var scope = NewDisposeScope();
        var sound = Bytes(new Dictionary<string, Tensor> { ["features.0.0.weight"] = zeros(2, 3), ["b"] = zeros(1, dtype: ScalarType.Int64) }, new Dictionary<string, string> { ["k"] = "v" });

        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte).Sample(
            change =>
            {
                var (position, value) = change;
                var damaged = sound.ToArray();
                damaged[position] = value;
                AcceptsOrRefuses(damaged);
            },
            iter: 3000,
            threads: 1);
    }

    [Fact]
    public void Parse_AnyTruncation_IsRefused()
    {
        using var scope = NewDisposeScope();
        var sound = Bytes(new Dictionary<string, Tensor> { ["a"] = zeros(2, 3) }, new Dictionary<string, string>());

        for (var length = 0; length < sound.Length; length++)
        {
            Assert.Throws<SafetensorsException>(() => Safetensors.Parse(sound.AsMemory(0, length), "test"));
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'b' begins at byte 4; expected byte 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' begins at byte 4; expected byte 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "8 bytes of data; expected 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "4 bytes of data; expected 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "'a' F32 [3] at bytes [0, 8]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", 8, "'a' F32 [-1]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "'a' F32 [4611686018427387904, 4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}""", 8, "at bytes [8, 4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 8, "at bytes [-4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "at bytes [0]")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 8, "'a' has type F64; expected F32, F16, BF16, I64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "key 'a' twice")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "unreadable header ('a' has no dtype)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "unreadable header")]
    [InlineData("""{"a":7}""", 0, "unreadable header")]
    [InlineData("""[1]""", 0, "unreadable header")]
    [InlineData("""{"a":""", 0, "unreadable header")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "unreadable header")]
    public void Parse_HostileHeader_IsRefusedWithTheReason(string json, int dataBytes, string reason)
    {
        var error = Assert.Throws<SafetensorsException>(() => Safetensors.Parse(File(json, new byte[dataBytes]), "weights.safetensors"));

        Assert.StartsWith("weights.safetensors: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData((16UL << 20) + 1)]
    public void Parse_HeaderLongerThanTheFile_IsRefusedBeforeAnythingIsAllocated(ulong claimed)
    {
        var file = new byte[64];
        BitConverter.TryWriteBytes(file, claimed);

        var error = Assert.Throws<SafetensorsException>(() => Safetensors.Parse(file, "test"));

        Assert.Contains("a file of 64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_UnknownType_LeavesTheOldFile()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        System.IO.File.WriteAllText(folder.File("w"), "old");

        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(folder.File("w"), new Dictionary<string, Tensor> { ["a"] = zeros(1, dtype: ScalarType.Float64) }));

        Assert.Equal("old", System.IO.File.ReadAllText(folder.File("w")));
    }

    private static void AcceptsOrRefuses(byte[] file)
    {
        try
        {
            using var scope = NewDisposeScope();
            var read = Safetensors.Parse(file, "test");
            Assert.All(read.Entries.Keys, key => read.ToTensor(key));
        }
        catch (SafetensorsException)
        {
        }
    }

    private static byte[] File(string json, byte[] data) =>
        [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(json)), .. Encoding.UTF8.GetBytes(json), .. data];

    private static byte[] Bytes(Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }
}
