using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Defects.Trainer.Training;

/// <summary>
/// Keeps libtorch from convolution kernels that compute something else than a convolution. On AMD's family 1Ah (Zen 5) the
/// AVX-512 kernels of its oneDNN gave, on two threads and batches of eight, values that were off by more than their size; the
/// parity check of the export is what noticed. With AVX2 they are right.
/// </summary>
internal static class ConvolutionKernels
{
    private const string Limit = "ONEDNN_MAX_CPU_ISA";
    private const int Zen5 = 0x1A;

    // Before anything of libtorch runs: it reads the limit once, at its first convolution.
#pragma warning disable CA2255 // Every program and test that trains comes by this assembly, and none may forget.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void AvoidWrongOnes()
    {
        if (X86Base.IsSupported && IsWrong(VendorOf(X86Base.CpuId(0, 0)), X86Base.CpuId(1, 0).Eax))
        {
            NativeEnvironment.SetDefault(Limit, "AVX2");
        }
    }

    /// <param name="vendor">As CPUID gives it.</param>
    /// <param name="signature">EAX of leaf 1: base family in bits 8 to 11, extended family in bits 20 to 27 (added where the base is 15).</param>
    internal static bool IsWrong(string vendor, int signature)
    {
        var family = (signature >> 8) & 0xF;
        return vendor == "AuthenticAMD" && (family == 0xF ? family + ((signature >> 20) & 0xFF) : family) >= Zen5;
    }

    private static string VendorOf((int Eax, int Ebx, int Ecx, int Edx) leaf) =>
        Encoding.ASCII.GetString(MemoryMarshal.AsBytes<int>([leaf.Ebx, leaf.Edx, leaf.Ecx]));
}
