using Defects.Shared.Classes;

namespace Defects.Shared.Tests.Classes;

public class ClassSetTests
{
    private static readonly ClassSet WithoutThree = new([DefectClass.Good, DefectClass.Spaghetti, DefectClass.Stringing]);

    [Fact]
    public void ColumnOf_IdsWithGapsInAnyOrder_FollowsTheOrderOfTheSet()
    {
        Assert.Equal(0, WithoutThree.ColumnOf(DefectClass.Good));
        Assert.Equal(1, WithoutThree.ColumnOf(DefectClass.Spaghetti));
        Assert.Equal(2, WithoutThree.ColumnOf(DefectClass.Stringing));
    }

    [Fact]
    public void ColumnOf_ClassTheModelWasNotTrainedOn_IsRefusedByName()
    {
        var error = Assert.Throws<ArgumentException>(() => WithoutThree.ColumnOf(DefectClass.OverExtrusion));
        Assert.Contains("good, spaghetti, stringing, not over_extrusion", error.Message);
    }

    [Fact]
    public void Constructor_ClassTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ClassSet([DefectClass.Good, DefectClass.Good]));

    [Fact]
    public void Constructor_OneClass_IsRefused() => Assert.Throws<ArgumentException>(() => new ClassSet([DefectClass.Good]));

    [Fact]
    public void Equals_SameClassesInAnotherOrder_IsFalse()
    {
        Assert.NotEqual(WithoutThree, new ClassSet([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]));
        Assert.Equal(WithoutThree, new ClassSet([DefectClass.Good, DefectClass.Spaghetti, DefectClass.Stringing]));
    }
}
