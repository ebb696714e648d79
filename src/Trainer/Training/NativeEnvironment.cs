using System.Runtime.InteropServices;

namespace Defects.Trainer.Training;

/// <summary>The environment as native libraries see it, which .NET's own setter does not reach.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>What is set already is the operator's word.</summary>
    public static void SetDefault(string name, string value) => _ = Set(name, value, overwrite: 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);
}
