using Defects.Shared.Imaging;

namespace Defects.Trainer.Augmentation;

/// <summary>A simulated frame with strings and the very same one without, as JPEG, and the box around the strings.</summary>
public sealed record StringFrame(byte[] With, byte[] Without, DefectBox Box);
