using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class ConvolutionKernelsTests
{
    [Theory]
    [InlineData("AuthenticAMD", 0x00B00F21, true)]
    [InlineData("AuthenticAMD", 0x00B10F10, true)]
    [InlineData("AuthenticAMD", 0x00A10F11, false)]
    [InlineData("GenuineIntel", 0x000C06F2, false)]
    public void IsWrong_ByVendorAndFamily_IsZen5(string vendor, int signature, bool expected) =>
        Assert.Equal(expected, ConvolutionKernels.IsWrong(vendor, signature));
}
