-- AlterTable
ALTER TABLE "brands" ADD COLUMN     "former_keys" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "product_types" ADD COLUMN     "former_keys" TEXT[] DEFAULT ARRAY[]::TEXT[];
