using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>A simulated frame with strings and the very same one without, 8-bit BGR, and the box around the strings.</summary>
public sealed record StringFrame(Mat With, Mat Without, DefectBox Box);
