using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Recurrence(RecurrentTask task) => Recurrence(task, isBackward: false);

    internal override void RecurrenceGradient(RecurrentTask task) => Recurrence(task, isBackward: true);

    static void Recurrence(RecurrentTask task, bool isBackward)
    {
        if (task.First.DType == DType.Float64) Recurrence<double>(task, isBackward);
        else Recurrence<float>(task, isBackward);
    }

    static void Recurrence<T>(RecurrentTask task, bool isBackward) where T : unmanaged, INumber<T>
    {
        fixed (byte* first = task.First.Storage, output = task.Output.Storage, cells = task.Cells?.Storage, kept = task.Kept?.Storage)
        fixed (byte* gx = task.Gx?.Storage, x = task.X?.Storage, ih = task.WeightIh?.Storage, hh = task.WeightHh.Storage)
        fixed (byte* biasIh = task.BiasIh?.Storage, biasHh = task.BiasHh?.Storage, dy = task.Dy?.Storage, dh = task.Dh?.Storage)
        fixed (byte* dc = task.Dc?.Storage, dgx = task.Dgx?.Storage, dgh = task.Dgh?.Storage)
        {
            var sequence = new RecurrentSequence<T>
            {
                Steps = task.Steps, Batch = task.First.Size(0), Size = task.First.Size(1), In = task.X?.Size(-1) ?? 0,
                First = At<T>(first, task.First), Output = At<T>(output, task.Output), Cells = At<T>(cells, task.Cells),
                CellsTakeTurns = task.Cells?.Size(0) == 2, Kept = At<T>(kept, task.Kept), Gx = At<T>(gx, task.Gx), X = At<T>(x, task.X),
                WeightIh = At<T>(ih, task.WeightIh), BiasIh = At<T>(biasIh, task.BiasIh), WeightHh = At<T>(hh, task.WeightHh),
                BiasHh = At<T>(biasHh, task.BiasHh), StorageHh = task.WeightHh.Storage, StorageIh = task.WeightIh?.Storage,
                Dy = At<T>(dy, task.Dy), Dh = At<T>(dh, task.Dh), Dc = At<T>(dc, task.Dc), Dgx = At<T>(dgx, task.Dgx), Dgh = At<T>(dgh, task.Dgh),
            };
            if (task.Kind == RecurrentKind.Lstm) Run<T, LstmGates>(sequence, task, isBackward);
            else if (task.Kind == RecurrentKind.Gru) Run<T, GruGates>(sequence, task, isBackward);
            else if (task.Kind == RecurrentKind.Relu) Run<T, RnnRelu>(sequence, task, isBackward);
            else Run<T, RnnTanh>(sequence, task, isBackward);
        }
        GC.KeepAlive(task);
    }

    static void Run<T, TCell>(in RecurrentSequence<T> sequence, RecurrentTask task, bool isBackward)
        where T : unmanaged, INumber<T> where TCell : struct, IRecurrentCell
    {
        if (isBackward)
        {
            var backward = new RecurrentBackward<T, TCell>(sequence, task.WantsFirst);
            Tiles.Run<T, RecurrentBackward<T, TCell>>(ref backward);
        }
        else
        {
            var forward = new RecurrentForward<T, TCell>(sequence);
            Tiles.Run<T, RecurrentForward<T, TCell>>(ref forward);
        }
    }

    static T* At<T>(byte* memory, Tensor? x) where T : unmanaged => x is null ? null : (T*)memory + x.Offset;
}
