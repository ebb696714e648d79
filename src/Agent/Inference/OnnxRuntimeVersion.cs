using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Inference;

/// <summary>
/// The managed ONNX Runtime must not be newer than the native library it finds. On a Jetson the native one is the machine's own,
/// so the two can differ; the runtime's own error then names neither version.
/// </summary>
internal static class OnnxRuntimeVersion
{
    /// <summary>Starts ONNX Runtime.</summary>
    /// <returns>The providers it has, by its own names.</returns>
    /// <exception cref="ProviderException">The native library is missing, or does not go with the managed one.</exception>
    public static IReadOnlyCollection<string> Start()
    {
        try
        {
            return OrtEnv.Instance().GetAvailableProviders();
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or OnnxRuntimeException or NotSupportedException)
        {
            throw new ProviderException(Describe(Managed, Native(), e.GetBaseException().Message), e);
        }
    }

    /// <param name="managed">Version of the managed library.</param>
    /// <param name="native">Version of the native library, or null where there is none to ask.</param>
    public static string Describe(string managed, string? native, string cause) => native is null
        ? $"ONNX Runtime: the managed library is {managed}, and no native library (libonnxruntime.so) was found ({cause}). "
            + "Install it, or put its folder on LD_LIBRARY_PATH."
        : $"ONNX Runtime: the managed library is {managed}, the native one {native}, and they do not go together ({cause}). "
            + $"Build with -p:OrtVersion={native}, or install the native library {managed}.";

    private static string Managed =>
        typeof(OrtEnv).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? typeof(OrtEnv).Assembly.GetName().Version?.ToString() ?? "unknown";

    // Works on any version: the table that OrtGetApiBase returns has never changed.
    private static string? Native()
    {
        if (!NativeLibrary.TryLoad("onnxruntime", typeof(OrtEnv).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var entry))
        {
            return null;
        }

        var table = Marshal.GetDelegateForFunctionPointer<GetPointer>(entry)();
        var getVersion = Marshal.ReadIntPtr(table, IntPtr.Size);
        return Marshal.PtrToStringUTF8(Marshal.GetDelegateForFunctionPointer<GetPointer>(getVersion)());
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint GetPointer();
}
