using System.Text.Json;
using Defects.Shared.Classes;

namespace Defects.Shared.Tests.Classes;

public class DefectClassTests
{
    [Theory]
    [InlineData(0, "good", Severity.None)]
    [InlineData(1, "under_extrusion", Severity.Warn)]
    [InlineData(2, "stringing", Severity.Warn)]
    [InlineData(3, "over_extrusion", Severity.Warn)]
    [InlineData(4, "spaghetti", Severity.Fail)]
    public void FromId_EveryClass_HasItsContractedNameAndSeverity(int id, string name, Severity severity)
    {
        Assert.Equal(name, DefectClass.FromId(id).Name);
        Assert.Equal(severity, DefectClass.FromId(id).Severity);
        Assert.Same(DefectClass.FromId(id), DefectClass.FromName(name));
    }

    [Fact]
    public void All_OfThem_AreFiveAndOnlyGoodIsNoDefect() =>
        Assert.Equal([DefectClass.Good], DefectClass.All.Where(c => !c.IsDefect));

    [Fact]
    public void FromName_UnknownName_NamesTheAllowedOnes()
    {
        var error = Assert.Throws<ArgumentException>(() => DefectClass.FromName("blob"));
        Assert.Contains("no class 'blob'; the classes are good, under_extrusion, stringing, over_extrusion, spaghetti", error.Message);
    }

    [Fact]
    public void FromId_UnknownId_NamesTheAllowedOnes()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => DefectClass.FromId(5));
        Assert.Contains("no class 5; the ids are 0, 1, 2, 3, 4", error.Message);
    }

    [Fact]
    public void Json_ValueAndMapKey_AreNames()
    {
        var map = new Dictionary<DefectClass, double> { [DefectClass.Stringing] = 0.5 };
        Assert.Equal("""{"stringing":0.5}""", JsonSerializer.Serialize(map));
        Assert.Equal("\"spaghetti\"", JsonSerializer.Serialize(DefectClass.Spaghetti));
        Assert.Same(DefectClass.Spaghetti, JsonSerializer.Deserialize<DefectClass>("\"spaghetti\""));
        Assert.Equal(map, JsonSerializer.Deserialize<Dictionary<DefectClass, double>>("""{"stringing":0.5}"""));
    }

    [Theory]
    [InlineData("\"blob\"")]
    [InlineData("4")]
    public void Json_NotAClassName_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DefectClass>(json));
}
